import type { CampaignMessage } from '#contract/bulk-campaigns';
import type { LineKind } from '#contract/campaign-rules';
import type { MessageTemplate } from '#contract/message-templates';
import { faultOf } from '#contract/template-places';
import { MAX_TEXT_LENGTH } from '#contract/text-lengths';
import type { Attached } from './attached-file';

/** WhatsApp cuts captions at this length. */
const LONGEST_CAPTION = 1_024;

/** What somebody has written of a message so far, whole or not. */
export interface Written {
  readonly way: 'text' | 'template';
  readonly text: string;
  readonly file: Attached | null;
  readonly template: NonNullable<CampaignMessage['template']> | null;
}

/** How a saved message is gone on with. Over Meta's Cloud API most people can only be written to with a template. */
export function writtenOf(message: CampaignMessage | null, kind: LineKind, fileName: string): Written {
  const isTemplate = message ? message.template !== undefined : kind === 'cloud-api';
  return {
    way: isTemplate ? 'template' : 'text',
    text: message?.text ?? '',
    file: message?.mediaId === undefined ? null : { mediaId: message.mediaId, name: fileName },
    template: message?.template ?? null,
  };
}

/** What is kept of it at the server; null for nothing. A template may still have places to fill in. */
export function messageFrom({ way, text, file, template }: Written): CampaignMessage | null {
  const mediaId = file === null ? {} : { mediaId: file.mediaId };
  if (way === 'template') return template && { template, ...mediaId };
  const words = text.trim();
  return words === '' && file === null ? null : { ...(words !== '' && { text: words }), ...mediaId };
}

/** The most characters of a text, and of one below a file. */
export function longestText(kind: LineKind, hasFile: boolean): number {
  return hasFile ? LONGEST_CAPTION : MAX_TEXT_LENGTH[kind];
}

/** Whether nothing of a message is missing. `shape` is its template, where the line has it. */
export function isWhole(message: CampaignMessage | null, kind: LineKind, shape: MessageTemplate | null): boolean {
  if (!message) return false;
  const { text = '', mediaId, template } = message;
  if (!template) return text.length <= longestText(kind, mediaId !== undefined);
  if (!shape || needsFile(shape) !== (mediaId !== undefined)) return false;
  return shape.parameters.every(({ key }) => faultOf(template.parameters[key] ?? '') === null);
}

/** Whether a template's header is a picture, film or document. */
export function needsFile({ header }: MessageTemplate): boolean {
  return header !== undefined && ['image', 'video', 'document'].includes(header.format);
}
