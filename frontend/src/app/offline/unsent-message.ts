/** A text somebody wrote that the server has not confirmed yet. */
export interface UnsentMessage {
  /** Where it stands in the order of writing. Given by the browser's database, so missing where only this tab knows of it. */
  place?: number;
  userId: string;
  /** Made once; every try carries it, so that the server stores and sends the text once. */
  clientMessageId: string;
  conversationId: string;
  contactId: string;
  text: string;
  writtenAt: string;
  /** Whether it may have reached the server: a try was begun and its outcome is not known. */
  tried: boolean;
  /** The problem type of the server's refusal; a refused text waits for a person. */
  refusal?: string;
}
