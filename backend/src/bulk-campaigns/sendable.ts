import type { CampaignMessage } from '#contract/bulk-campaigns';
import { MAX_TEXT_LENGTH } from '#contract/text-lengths';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { findMedia } from '../media/index.ts';
import { findTemplate, readTemplate } from '../message-templates/index.ts';
import type { Reading } from '../storage/index.ts';
import { HttpProblem } from '../web/index.ts';
import type { Place } from './campaign-content.ts';

/** Throws `bad-request` with what is wrong where this message could leave through no such line. */
export async function requireSendable(
  database: Reading,
  place: Place,
  { text, mediaId, template }: CampaignMessage,
  kind: WhatsAppSession['kind'],
): Promise<void> {
  const longest = MAX_TEXT_LENGTH[kind];
  if ((text?.length ?? 0) > longest) throw fault('message.text', `Use at most ${String(longest)} characters.`);
  if (mediaId !== undefined && (await findMedia(database, place.clientCode, mediaId))?.state !== 'ready')
    throw fault('message.mediaId', 'There is no such file.');
  if (!template) return;
  if (kind !== 'cloud-api') throw fault('message.template', 'Templates go through lines over the Cloud API only.');
  const row = await findTemplate(database, { ...place, id: template.templateId });
  const shape = row && readTemplate(row).shape;
  if (!shape?.sendable || shape.status !== 'approved')
    throw fault('message.template.templateId', 'This line has no such template that Meta has approved.');
}

function fault(path: string, message: string): HttpProblem {
  return new HttpProblem('bad-request', message, { errors: [{ path, message }] });
}
