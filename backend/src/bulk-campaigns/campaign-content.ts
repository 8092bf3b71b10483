import type { CampaignMessage } from '#contract/bulk-campaigns';
import { textFor, variablesOf } from '#contract/campaign-rules';
import type { AutomaticContent } from '../conversations/index.ts';
import { findMedia, typeOfFile, type FileMessageType } from '../media/index.ts';
import { fillTemplate, findTemplate, readTemplate, UnfitParameterError } from '../message-templates/index.ts';
import type { Reading } from '../storage/index.ts';

/** Whom the words are for. */
export interface Addressed {
  name: string;
  phoneNumber: string;
  variables: Readonly<Record<string, string>>;
}

/** Where a message goes through. */
export interface Place {
  clientCode: string;
  sessionId: string;
}

/** What one recipient gets; or why they can get nothing. `file` is the kind of message that its file makes it. */
export type CampaignContent =
  | { content: Omit<AutomaticContent, 'id' | 'mediaId'>; mediaId: string | undefined }
  | { fault: 'template_gone' | 'template_unfit' | 'file_missing' | 'nothing_to_say' };

/** Fills in the message of a campaign for one recipient. */
export async function contentFor(
  database: Reading,
  place: Place,
  message: CampaignMessage,
  addressed: Addressed,
): Promise<CampaignContent> {
  const { mediaId, template } = message;
  const file = mediaId === undefined ? undefined : await findMedia(database, place.clientCode, mediaId);
  if (mediaId !== undefined && file?.state !== 'ready') return { fault: 'file_missing' };
  const fileType = file && typeOfFile(file);
  if (template) return fromTemplate(database, place, template, { addressed, fileType, mediaId });
  const text = textFor(message.text ?? '', variablesOf(addressed)).trim();
  if (text === '' && !fileType) return { fault: 'nothing_to_say' };
  return { content: { type: fileType ?? 'text', text: text === '' ? null : text }, mediaId };
}

async function fromTemplate(
  database: Reading,
  place: Place,
  { templateId, parameters }: NonNullable<CampaignMessage['template']>,
  given: { addressed: Addressed; fileType: FileMessageType | undefined; mediaId: string | undefined },
): Promise<CampaignContent> {
  const row = await findTemplate(database, { ...place, id: templateId });
  const read = row && readTemplate(row);
  if (!read?.shape.sendable || read.shape.status !== 'approved') return { fault: 'template_gone' };
  const variables = variablesOf(given.addressed);
  const values = Object.entries(parameters).map(([key, value]) => [key, textFor(value, variables)] as const);
  try {
    const { text, interactive, template, headerFile } = fillTemplate(read, Object.fromEntries(values));
    if (headerFile !== given.fileType) return { fault: 'template_unfit' };
    const details = { interactive, template };
    return { content: { type: given.fileType ?? 'text', text, details }, mediaId: given.mediaId };
  } catch (error) {
    if (error instanceof UnfitParameterError) return { fault: 'template_unfit' };
    throw error;
  }
}
