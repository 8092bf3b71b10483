import type { Quoted } from '#contract/messages';
import type { UnsentFile } from '../../offline';
import type { Written } from '../sending';

/** What is sent, one after the other: a caption belongs to the first file; what is answered, to the first of everything. */
export function writtenParts(text: string, files: readonly UnsentFile[], quoted?: Quoted): Written[] {
  const [first, ...others] = files;
  if (!first) return [{ text, ...(quoted && { quoted }) }];
  const hasCaption = first.type !== 'audio';
  return [
    { text: hasCaption ? text : '', file: first, ...(quoted && { quoted }) },
    ...others.map((file) => ({ text: '', file })),
    ...(!hasCaption && text !== '' ? [{ text }] : []),
  ];
}
