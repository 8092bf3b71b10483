import { proto, unpadRandomMax16 } from 'baileys';
import type { Account } from '../accounts/account.ts';
import type { Exchange, SealedMessage } from '../exchange.ts';
import { spreadReceipt } from '../routing/receipts.ts';
import { bytesOf } from '../wire/nodes.ts';
import type { KeptLine } from './chat-book.ts';
import { written } from './content.ts';
import type { PhoneMemory } from './phone-memory.ts';
import { RetryRequests } from './retry-requests.ts';
import { reactionTo, shownLine } from './shown-lines.ts';

/** What comes to a phone: it is decrypted for real, put into its chat and answered with a receipt. */
export class Inbox {
  readonly #memory: PhoneMemory;
  readonly #exchange: Exchange;
  readonly #retries: RetryRequests;

  constructor(memory: PhoneMemory, exchange: Exchange) {
    this.#memory = memory;
    this.#exchange = exchange;
    this.#retries = new RetryRequests(memory, exchange);
  }

  /** Takes what a companion wrote: somebody else's, or one of its own. */
  receive(sealed: SealedMessage): void {
    const { account, book, frames } = this.#memory;
    const { id, sender, recipient, sentAt, addressing } = sealed;
    frames.set(id, (frames.get(id) ?? 0) + 1);
    const message = this.#opened(sealed);
    const sentHere = message?.deviceSentMessage;
    const content = message && written(sentHere?.message ?? message);
    if (content === undefined) return;

    const line = { id, ...content, sentAt, addressing };
    if (sender !== account) this.arrive(sender, { ...line, fromMe: false, status: 'delivered' });
    else if (sentHere) {
      const chat = this.#exchange.directory.resolve(sentHere.destinationJid ?? undefined)?.account ?? recipient;
      if (book.add(chat.phoneNumber, { ...line, fromMe: true, status: 'sent' })) this.#memory.changed();
    }
  }

  /** Takes what somebody wrote, opened; the same line again is only confirmed again. */
  arrive(sender: Account, line: KeptLine): void {
    const { book, typing, messageListeners } = this.#memory;
    const fresh = book.add(sender.phoneNumber, line);
    typing.delete(sender.phoneNumber);
    this.#confirmDelivery(sender, line);
    if (!fresh) return;
    this.#memory.changed();
    if (reactionTo(line) === undefined) messageListeners.call(shownLine(line), sender.phoneNumber);
  }

  /** The content; undefined when it cannot be opened, after doing what a phone does about that. */
  #opened(sealed: SealedMessage): proto.Message | undefined {
    try {
      return this.#open(sealed);
    } catch {
      const { id, sender, recipient } = sealed;
      const other = sender === this.#memory.account ? recipient : sender;
      const known = this.#memory.book.line(other.phoneNumber, id);
      // The same stanza again cannot be opened twice; what is on the screen needs no retry.
      if (known === undefined) this.#askAgain(sealed);
      else this.#confirmDelivery(sender, known);
      return undefined;
    }
  }

  #open({ enc, sender, senderDevice }: SealedMessage): proto.Message {
    const body = bytesOf(enc);
    const type = enc.attrs['type'];
    if (body === undefined || (type !== 'pkmsg' && type !== 'msg')) throw new Error(`Not a Signal message: ${type}`);
    const padded = this.#memory.signal.decrypt(sender.jid(senderDevice), type, body);
    this.#memory.advanced();
    return proto.Message.decode(unpadRandomMax16(padded));
  }

  #confirmDelivery(author: Account, { id, addressing }: KeptLine): void {
    const reader = this.#memory.account;
    if (author === reader) return;
    this.#exchange.whenDelivering(() => {
      spreadReceipt(this.#exchange, { ids: [id], reader, author, addressing, status: 'delivered' });
    });
  }

  #askAgain(sealed: SealedMessage): void {
    const { account } = this.#memory;
    const { sender, recipient, addressing } = sealed;
    this.#retries.ask(sealed, {
      from: account.jid(0, addressing),
      recipient: sender === account ? recipient.jid(0, addressing) : undefined,
    });
  }
}
