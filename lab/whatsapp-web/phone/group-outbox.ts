import { encodeWAMessage, type BinaryNode, type proto } from 'baileys';
import type { DeviceOf, Exchange } from '../exchange.ts';
import type { Group } from '../groups/group.ts';
import { groupHeading } from '../routing/group-messages.ts';
import type { KeyBundle } from '../signal/session.ts';
import { node } from '../wire/nodes.ts';
import { deviceSentMessage, messageOf, stanzaType } from './content.ts';
import type { SentGroupLine } from './group-line.ts';
import { MAX_RETRIES } from './message-rules.ts';
import type { PhoneMemory } from './phone-memory.ts';
import { sealFor } from './seal.ts';

/** What leaves a phone for groups: encrypted once for all companions, who get the key for it on the way. */
export class GroupOutbox {
  readonly #memory: PhoneMemory;
  readonly #exchange: Exchange;
  readonly #resent = new Map<string, number>();

  constructor(memory: PhoneMemory, exchange: Exchange) {
    this.#memory = memory;
    this.#exchange = exchange;
  }

  /** Sends a line to everybody's companions, the own ones too, and to the other phones. */
  send(group: Group, line: SentGroupLine): void {
    const me = this.#memory.account;
    const companions = group.members.flatMap((account) =>
      [...account.devices.keys()].map((device) => ({ account, device })),
    );
    if (companions.length > 0) this.#sendTo(companions, group, line);
    for (const member of group.members) {
      if (member === me) continue;
      this.#exchange.phones
        .get(member.phoneNumber)
        ?.arriveInGroup(group, { ...line, fromMe: false, status: 'delivered' });
    }
  }

  /** Sends a line again to a companion that could not open it, with the key, a few times at most. */
  resend(id: string, group: Group, to: DeviceOf, bundle: KeyBundle | undefined): void {
    const { account, groupBook, signal } = this.#memory;
    const line = groupBook.line(group.jid, id);
    if (!line?.fromMe) return;
    const address = to.account.jid(to.device);
    const attempt = (this.#resent.get(`${id} ${address}`) ?? 0) + 1;
    if (attempt > MAX_RETRIES) return;
    this.#resent.set(`${id} ${address}`, attempt);
    // A new session in front of the old ones: what the companion wrote on those must still open.
    const fresh = bundle ?? this.#exchange.bundle(to.account, to.device);
    if (fresh === undefined) return;
    signal.start(address, fresh);
    const message = { ...messageOf(line), ...this.#keyFor(group, address) };
    const content = to.account === account ? deviceSentMessage(group.jid, message) : message;
    const enc = sealFor(this.#memory, this.#exchange, to, content, attempt);
    if (enc !== undefined) this.#deliver(to, group, line, [enc]);
  }

  #sendTo(companions: DeviceOf[], group: Group, line: SentGroupLine): void {
    const { senderKeys } = this.#memory.signal;
    // Keys first: they open what is encrypted after they were taken.
    const keys = companions.map((to) => {
      const address = to.account.jid(to.device);
      if (senderKeys.isSharedWith(group.jid, address)) return [];
      return sealFor(this.#memory, this.#exchange, to, this.#keyFor(group, address)) ?? [];
    });
    const body = senderKeys.encrypt(group.jid, encodeWAMessage(messageOf(line)));
    const text = node('enc', { v: '2', type: 'skmsg' }, body);
    companions.forEach((to, index) => {
      this.#deliver(to, group, line, [keys[index] ?? [], text].flat());
    });
  }

  /** The sender key as it goes to one device. */
  #keyFor(group: Group, address: string): proto.IMessage {
    const axolotlSenderKeyDistributionMessage = this.#memory.signal.senderKeys.handOver(group.jid, address);
    return { senderKeyDistributionMessage: { groupId: group.jid, axolotlSenderKeyDistributionMessage } };
  }

  #deliver(to: DeviceOf, group: Group, line: SentGroupLine, parts: BinaryNode[]): void {
    const { id, sentAt } = line;
    const type = stanzaType(messageOf(line));
    const heading = { id, group, sender: this.#memory.account, senderDevice: 0, sentAt, type };
    this.#exchange.deliver(to.account, to.device, node('message', groupHeading(heading), parts));
  }
}
