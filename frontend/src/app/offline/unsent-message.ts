import type { ContactCard, Interactive, Location, Quoted } from '#contract/messages';

/** A file as it was chosen, kept until the message it is sent with is confirmed. */
export interface UnsentFile {
  readonly blob: Blob;
  readonly name: string;
  /** What it is sent as. */
  readonly type: 'image' | 'video' | 'audio' | 'document' | 'sticker';
  /** Recorded in the chat. */
  readonly voice?: boolean;
  /** How long it plays, where that is known. */
  readonly seconds?: number;
  /** Pixels, where they are known. */
  readonly width?: number;
  readonly height?: number;
  /** Under which the server has it, once it was uploaded. */
  readonly mediaId?: string;
}

/** A template as somebody chose it, with what its places are filled with. */
export interface UnsentTemplate {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What somebody wrote that the server has not confirmed yet. */
export interface UnsentMessage {
  /** Where it stands in the order of writing. Given by the browser's database, so missing where only this tab knows of it. */
  place?: number;
  userId: string;
  /** Made once; every try carries it, so that the server stores and sends the text once. */
  clientMessageId: string;
  conversationId: string;
  contactId: string;
  /** Of a file its caption. */
  text: string;
  /** Stays within the team. */
  isNote?: boolean;
  /** What it answers. */
  quoted?: Quoted;
  file?: UnsentFile;
  location?: Location;
  contacts?: readonly ContactCard[];
  /** The choices it offers, or what stands around the text of its template. */
  interactive?: Interactive;
  /** Of which `text` and `interactive` show what its receiver reads. */
  template?: UnsentTemplate;
  writtenAt: string;
  /** Whether it may have reached the server: a try was begun and its outcome is not known. */
  tried: boolean;
  /** The problem type of the server's refusal; a refused text waits for a person. */
  refusal?: string;
}
