/** A companion asks its phone for a file that WhatsApp has deleted. */
export interface RenewalRequest {
  id: string;
  /** The jid of the chat, with a person or of a group. */
  chat: string;
  fromMe: boolean;
  participant: string | undefined;
  /** The companion that asks. */
  device: number;
}
