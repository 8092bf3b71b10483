import { type BinaryNode, type proto } from 'baileys';
import type { Account } from '../accounts/account.ts';
import type { DeviceOf, Exchange } from '../exchange.ts';
import { headingFor, type Heading } from '../routing/messages.ts';
import type { KeyBundle } from '../signal/session.ts';
import { node } from '../wire/nodes.ts';
import type { KeptLine } from './chat-book.ts';
import { deviceSentMessage, messageOf, stanzaType } from './content.ts';
import { firstHistory } from './first-history.ts';
import { MAX_RETRIES, newMessageId } from './message-rules.ts';
import type { PhoneMemory } from './phone-memory.ts';
import { sealFor } from './seal.ts';

/** What leaves a phone: encrypted for each companion, as it is for other phones of the lab. */
export class Outbox {
  readonly #memory: PhoneMemory;
  readonly #exchange: Exchange;
  readonly #resent = new Map<string, number>();

  constructor(memory: PhoneMemory, exchange: Exchange) {
    this.#memory = memory;
    this.#exchange = exchange;
  }

  /** Sends a line to the companions and the phone of the recipient, and to the own companions. */
  send(line: KeptLine, recipient: Account): void {
    const me = this.#memory.account;
    for (const device of recipient.devices.keys()) this.#sendLine(line, recipient, { account: recipient, device });
    if (recipient === me) return;
    for (const device of me.devices.keys()) this.#sendLine(line, recipient, { account: me, device });
    this.#exchange.phones.get(recipient.phoneNumber)?.arrive(me, { ...line, fromMe: false, status: 'delivered' });
  }

  /** Sends a line of the chat with `chat` again to a companion that could not open it, a few times at most. */
  resend(id: string, to: DeviceOf, chat: Account, bundle: KeyBundle | undefined): void {
    const line = this.#memory.book.line(chat.phoneNumber, id);
    if (!line?.fromMe) return;
    const attempt = (this.#resent.get(id) ?? 0) + 1;
    if (attempt > MAX_RETRIES) return;
    this.#resent.set(id, attempt);
    // A new session in front of the old ones: what the companion wrote on those must still open.
    const fresh = bundle ?? this.#exchange.bundle(to.account, to.device);
    if (fresh === undefined) return;
    this.#memory.signal.start(to.account.jid(to.device), fresh);
    this.#sendLine(line, chat, to, attempt);
  }

  /** Sends a companion that has just been linked its first history. */
  greet(device: number): void {
    const { account } = this.#memory;
    const heading = { id: newMessageId(), recipient: account, sentAt: Date.now(), category: 'peer' };
    const stanza = this.#seal(firstHistory(), { ...heading, addressing: 'pn' }, { account, device });
    if (stanza !== undefined) this.#exchange.sendNow(account, device, stanza);
  }

  #sendLine(line: KeptLine, recipient: Account, to: DeviceOf, attempt?: number): void {
    const message = messageOf(line);
    const own = to.account === this.#memory.account;
    const content = own ? deviceSentMessage(recipient.jid(0, line.addressing), message) : message;
    const heading = { ...line, recipient, type: stanzaType(message) };
    const stanza = this.#seal(content, heading, to, attempt);
    if (stanza !== undefined) this.#exchange.deliver(to.account, to.device, stanza);
  }

  /** Undefined when the device is gone. */
  #seal(
    content: proto.IMessage,
    heading: Omit<Heading, 'sender' | 'senderDevice'>,
    to: DeviceOf,
    attempt?: number,
  ): BinaryNode | undefined {
    const enc = sealFor(this.#memory, this.#exchange, to, content, attempt);
    if (enc === undefined) return undefined;
    const sender = this.#memory.account;
    return node('message', headingFor(to.account, { ...heading, sender, senderDevice: 0 }), [enc]);
  }
}
