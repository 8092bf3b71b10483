/** A text somebody wrote that the server has not confirmed yet. */
export interface QueuedSend {
  /** Made once; every try carries it, so that the server stores and sends the text once. */
  clientMessageId: string;
  conversationId: string;
  contactId: string;
  text: string;
  writtenAt: string;
  /** The problem type of the server's refusal; a refused text waits for a person. */
  refusal?: string;
}
