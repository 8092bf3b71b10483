import type { ChannelName } from './incident-store.ts';

/** A message to the operator: plain text, its first line on top. */
export interface AlertMessage {
  subject: string;
  body: string;
}

/** A way to reach the operator. */
export interface Channel {
  readonly name: ChannelName;
  /**
   * Rejects when it could not be handed over, with a sentence that says what failed and what to change and holds no secret;
   * at once when `ending` is aborted.
   */
  send(message: AlertMessage, ending: AbortSignal): Promise<void>;
  close(): void;
}
