import { proto, unpadRandomMax16, type BinaryNode } from 'baileys';
import type { Exchange, SealedGroupMessage } from '../exchange.ts';
import type { Group } from '../groups/group.ts';
import { spreadGroupReceipt } from '../routing/group-receipts.ts';
import { bytesOf } from '../wire/nodes.ts';
import { written } from './content.ts';
import { othersIn, shownGroupLine, type GroupLine, type SentGroupLine } from './group-line.ts';
import type { PhoneMemory } from './phone-memory.ts';
import { RetryRequests } from './retry-requests.ts';
import { reactionTo } from './shown-lines.ts';

/** What comes to a phone in groups: companions' messages are decrypted for real with their authors' sender keys. */
export class GroupInbox {
  readonly #memory: PhoneMemory;
  readonly #exchange: Exchange;
  readonly #retries: RetryRequests;

  constructor(memory: PhoneMemory, exchange: Exchange) {
    this.#memory = memory;
    this.#exchange = exchange;
    this.#retries = new RetryRequests(memory, exchange);
  }

  /** Takes what a companion wrote: somebody else's, or one of its own. */
  receive(sealed: SealedGroupMessage): void {
    const { account, frames, groupBook } = this.#memory;
    const { id, sender, sentAt, group } = sealed;
    frames.set(id, (frames.get(id) ?? 0) + 1);
    const message = this.#opened(sealed);
    const content = message && written(message);
    if (content === undefined) return;

    const line = { id, ...content, sentAt, author: sender.phoneNumber };
    if (sender !== account) {
      this.arrive(group, { ...line, fromMe: false, status: 'delivered' });
      return;
    }
    const kept = { ...line, fromMe: true, status: 'sent', receipts: othersIn(group, account) } as const;
    if (groupBook.add(group.jid, kept)) this.#memory.changed();
  }

  /** Takes what somebody wrote, opened; the same line again is only confirmed again. */
  arrive(group: Group, line: SentGroupLine): void {
    const { groupBook, groupMessageListeners } = this.#memory;
    const fresh = groupBook.add(group.jid, { ...line, receipts: {} });
    this.#confirmDelivery(group, line);
    if (!fresh) return;
    this.#memory.changed();
    if (reactionTo(line) === undefined) groupMessageListeners.call(shownGroupLine(line), group);
  }

  /** The content; undefined when it cannot be opened, after doing what a phone does about that. */
  #opened(sealed: SealedGroupMessage): proto.IMessage | undefined {
    try {
      return this.#open(sealed);
    } catch {
      const known = this.#memory.groupBook.line(sealed.group.jid, sealed.id);
      // The same stanza again cannot be opened twice; what is on the screen needs no retry.
      if (known === undefined) this.#askAgain(sealed);
      else this.#confirmDelivery(sealed.group, known);
      return undefined;
    }
  }

  #open(sealed: SealedGroupMessage): proto.IMessage {
    const text = sealed.parts.at(-1);
    if (text === undefined) throw new Error('A message without content');
    for (const key of sealed.parts.slice(0, -1)) {
      try {
        this.#openPart(sealed, key);
      } catch {
        // A key that cannot be read may be one that is known; where it is not, the text says so.
      }
    }
    return this.#openPart(sealed, text);
  }

  /** Opens one part, and keeps the sender key in it. */
  #openPart({ group, sender, senderDevice }: SealedGroupMessage, enc: BinaryNode): proto.IMessage {
    const body = bytesOf(enc);
    const type = enc.attrs['type'];
    if (body === undefined) throw new Error('A part without content');
    const { signal } = this.#memory;
    const author = sender.jid(senderDevice);
    const padded =
      type === 'skmsg'
        ? signal.senderKeys.decrypt(group.jid, author, body)
        : signal.decrypt(author, type === 'pkmsg' ? 'pkmsg' : 'msg', body);
    this.#memory.advanced();
    const message = proto.Message.decode(unpadRandomMax16(padded));
    const content = message.deviceSentMessage?.message ?? message;
    const key = content.senderKeyDistributionMessage;
    if (key?.axolotlSenderKeyDistributionMessage && key.groupId === group.jid) {
      signal.senderKeys.takeOver(group.jid, author, Buffer.from(key.axolotlSenderKeyDistributionMessage));
    }
    return content;
  }

  #confirmDelivery(group: Group, { id, author }: GroupLine): void {
    const reader = this.#memory.account;
    if (author === reader.phoneNumber) return;
    const receipt = { ids: [id], group, reader, author: this.#exchange.directory.demand(author) };
    this.#exchange.whenDelivering(() => {
      spreadGroupReceipt(this.#exchange, { ...receipt, status: 'delivered' });
    });
  }

  #askAgain(sealed: SealedGroupMessage): void {
    const { group } = sealed;
    this.#retries.ask(sealed, { from: group.jid, participant: group.address(this.#memory.account) });
  }
}
