import type { Account } from '../accounts/account.ts';
import type { Exchange } from '../exchange.ts';
import { bigEndian, node, secondsOf } from '../wire/nodes.ts';
import { MAX_RETRIES } from './message-rules.ts';
import type { PhoneMemory } from './phone-memory.ts';

/** What a phone could not open. */
export interface UnopenedMessage {
  id: string;
  sender: Account;
  senderDevice: number;
  sentAt: number;
}

/** The retry receipts of one phone, as phones send them for what they cannot open: a few at most for each message. */
export class RetryRequests {
  readonly #memory: PhoneMemory;
  readonly #exchange: Exchange;
  readonly #asked = new Map<string, number>();

  constructor(memory: PhoneMemory, exchange: Exchange) {
    this.#memory = memory;
    this.#exchange = exchange;
  }

  /** `chat` says which chat it is about, as the attributes of the receipt do. */
  ask({ id, sender, senderDevice, sentAt }: UnopenedMessage, chat: Record<string, string | undefined>): void {
    const count = (this.#asked.get(id) ?? 0) + 1;
    if (count > MAX_RETRIES) return;
    this.#asked.set(id, count);
    const attributes = { id, type: 'retry', ...chat, t: secondsOf(Date.now()) };
    const content = [
      node('retry', { count: String(count), id, t: secondsOf(sentAt), v: '1' }),
      node('registration', {}, bigEndian(this.#memory.signal.registrationId, 4)),
    ];
    this.#exchange.deliver(sender, senderDevice, node('receipt', attributes, content));
  }
}
