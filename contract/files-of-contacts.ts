import type { FileKind } from './contacts.ts';
import type { MessageType } from './messages.ts';

/** Which messages hold files of a kind. Imports no schema, so that the browser bundle stays small. */
export const typesOfFiles: Record<FileKind, readonly MessageType[]> = {
  visual: ['image', 'video'],
  audio: ['audio'],
  document: ['document'],
};
