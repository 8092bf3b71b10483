import type { Account } from '../accounts/account.ts';
import type { DeviceOf, Exchange, PhoneEnd, SealedGroupMessage, SealedMessage } from '../exchange.ts';
import type { Group, GroupChange } from '../groups/group.ts';
import type { KeyBundle } from '../signal/session.ts';
import type { KeptLine } from './chat-book.ts';
import type { LineStatus } from './chat-line.ts';
import { FileRenewal } from './file-renewal.ts';
import { GroupInbox } from './group-inbox.ts';
import { noteReceipt, type SentGroupLine } from './group-line.ts';
import { GroupOutbox } from './group-outbox.ts';
import { Inbox } from './inbox.ts';
import type { LinkRequest } from './link-request.ts';
import { Outbox } from './outbox.ts';
import type { RenewalRequest } from './renewal-request.ts';
import { writerIn, type PhoneMemory } from './phone-memory.ts';

/** The side of a phone that the server reaches. */
export class NetworkSide implements PhoneEnd {
  readonly #memory: PhoneMemory;
  readonly #inbox: Inbox;
  readonly #outbox: Outbox;
  readonly #groupInbox: GroupInbox;
  readonly #groupOutbox: GroupOutbox;
  readonly #renewal: FileRenewal;

  constructor(memory: PhoneMemory, exchange: Exchange) {
    this.#memory = memory;
    this.#inbox = new Inbox(memory, exchange);
    this.#outbox = new Outbox(memory, exchange);
    this.#groupInbox = new GroupInbox(memory, exchange);
    this.#groupOutbox = new GroupOutbox(memory, exchange);
    this.#renewal = new FileRenewal(memory, exchange);
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

  sendToGroup(group: Group, line: SentGroupLine): void {
    this.#groupOutbox.send(group, line);
  }

  receiveInGroup(sealed: SealedGroupMessage): void {
    this.#groupInbox.receive(sealed);
  }

  arriveInGroup(group: Group, line: SentGroupLine): void {
    this.#groupInbox.arrive(group, line);
  }

  resendInGroup(id: string, group: Group, to: DeviceOf, bundle: KeyBundle | undefined): void {
    this.#groupOutbox.resend(id, group, to, bundle);
  }

  markInGroup(group: Group, ids: string[], reader: Account, status: LineStatus): void {
    const { account, groupBook } = this.#memory;
    const moved = ids.filter((id) => {
      if (reader === account) return groupBook.mark(group.jid, id, status);
      const line = groupBook.line(group.jid, id);
      return line !== undefined && noteReceipt(line, reader.phoneNumber, status);
    });
    if (moved.length > 0) this.#memory.changed();
  }

  groupChanged(group: Group, change: GroupChange): void {
    if (change.what === 'remove') this.#memory.renewSenderKey(group);
    this.#memory.changed();
  }

  showTyping(from: string, typing: boolean, group?: Group): void {
    const writer = writerIn(from, group);
    if (typing) this.#memory.typing.add(writer);
    else this.#memory.typing.delete(writer);
    this.#memory.changed();
  }

  showLinkRequest(request: LinkRequest | undefined): void {
    this.#memory.linkRequest = request;
    this.#memory.changed();
  }

  renewFile(request: RenewalRequest): void {
    void this.#renewal.renew(request);
  }

  bundle(): KeyBundle {
    return this.#memory.signal.bundle();
  }

  forgetDevice(account: Account, device: number): void {
    this.#memory.forgetSessions(account.jid(device));
  }
}
