import type { Account } from '../accounts/account.ts';
import type { DeviceOf, Exchange, PhoneEnd, SealedMessage } from '../exchange.ts';
import type { KeyBundle } from '../signal/session.ts';
import type { KeptLine } from './chat-book.ts';
import type { LineStatus } from './chat-line.ts';
import { Inbox } from './inbox.ts';
import { Outbox } from './outbox.ts';
import type { PhoneMemory } from './phone-memory.ts';

/** The side of a phone that the server reaches. */
export class NetworkSide implements PhoneEnd {
  readonly #memory: PhoneMemory;
  readonly #inbox: Inbox;
  readonly #outbox: Outbox;

  constructor(memory: PhoneMemory, exchange: Exchange) {
    this.#memory = memory;
    this.#inbox = new Inbox(memory, exchange);
    this.#outbox = new Outbox(memory, exchange);
  }

  send(line: KeptLine, recipient: Account): void {
    this.#outbox.send(line, recipient);
  }

  receive(sealed: SealedMessage): void {
    this.#inbox.receive(sealed);
  }

  arrive(sender: Account, line: KeptLine): void {
    this.#inbox.arrive(sender, line);
  }

  resend(id: string, to: DeviceOf, chat: Account, bundle: KeyBundle | undefined): void {
    this.#outbox.resend(id, to, chat, bundle);
  }

  greet(device: number): void {
    this.#outbox.greet(device);
  }

  markFromOther(withNumber: string, ids: string[], status: LineStatus): void {
    const moved = ids.filter((id) => this.#memory.book.mark(withNumber, id, status));
    if (moved.length > 0) this.#memory.changed();
  }

  showTyping(from: string, typing: boolean): void {
    if (typing) this.#memory.typing.add(from);
    else this.#memory.typing.delete(from);
    this.#memory.changed();
  }

  bundle(): KeyBundle {
    return this.#memory.signal.bundle();
  }

  forgetDevice(account: Account, device: number): void {
    this.#memory.forgetSessions(account.jid(device));
  }
}
