import { randomBytes } from 'node:crypto';
import { encodeWAMessage, proto, unpadRandomMax16 } from 'baileys';
import type { Account, Addressing } from '../accounts/account.ts';
import type { Exchange, PhoneEnd, SealedMessage } from '../exchange.ts';
import { headingFor, type Heading } from '../routing/messages.ts';
import { spreadReceipt } from '../routing/receipts.ts';
import { spreadTyping } from '../routing/typing.ts';
import type { KeyBundle } from '../signal/session.ts';
import { SignalParty } from '../signal/signal-party.ts';
import type { SavedPhone } from '../state/saved-state.ts';
import { bigEndian, bytesOf, node, secondsOf } from '../wire/nodes.ts';
import { ChatBook, type KeptLine } from './chat-book.ts';
import type { ChatLine, LineStatus } from './chat-line.ts';
import { deviceSentMessage, shownText, textMessage } from './content.ts';
import { firstHistory } from './first-history.ts';
import { Listeners } from './listeners.ts';

/** A companion as its phone lists it. */
export interface LinkedDevice {
  id: number;
  /** Milliseconds. */
  linkedAt: number;
  online: boolean;
}

export interface PhoneParts {
  account: Account;
  exchange: Exchange;
  pair: (qr: string, phone: Phone) => Promise<LinkedDevice>;
  signal?: SignalParty | undefined;
  book?: ChatBook | undefined;
}

const MAX_RETRIES = 5;

/**
 * A simulated phone: somebody's WhatsApp, and the primary device of the companions it links. It decrypts for real what
 * companions send and answers with receipts. Between two phones of the lab text passes as it is: nobody could look.
 */
export class Phone implements PhoneEnd {
  readonly #account: Account;
  readonly #exchange: Exchange;
  readonly #pair: PhoneParts['pair'];
  readonly #book: ChatBook;
  readonly #frames = new Map<string, number>();
  readonly #retries = new Map<string, number>();
  readonly #typing = new Set<string>();
  readonly #messageListeners = new Listeners<[line: ChatLine, from: string]>();
  readonly #changeListeners = new Listeners<[]>();
  #signal: SignalParty | undefined;

  constructor({ account, exchange, pair, signal, book }: PhoneParts) {
    this.#account = account;
    this.#exchange = exchange;
    this.#pair = pair;
    this.#signal = signal;
    this.#book = book ?? new ChatBook();
  }

  get phoneNumber(): string {
    return this.#account.phoneNumber;
  }

  get name(): string {
    return this.#account.name;
  }

  get jid(): string {
    return this.#account.jid();
  }

  get lid(): string {
    return this.#account.jid(0, 'lid');
  }

  /** Links the companion that shows this QR. Rejects when its code is unknown, expired or not its own. */
  async scan(qr: string): Promise<LinkedDevice> {
    const linked = await this.#pair(qr, this);
    this.#changed();
    return linked;
  }

  devices(): LinkedDevice[] {
    return [...this.#account.devices.values()].map(({ id, linkedAt }) => ({
      id,
      linkedAt,
      online: this.#exchange.companion(this.#account, id) !== undefined,
    }));
  }

  /** Unlinks one companion, or all of them: they get 401, at once or at their next log-in. */
  async unlink(deviceId?: number): Promise<void> {
    const ids = deviceId === undefined ? [...this.#account.devices.keys()] : [deviceId];
    for (const id of ids) this.#exchange.unlink(this.#account, id);
    this.#changed();
  }

  /**
   * Writes to somebody: to their phone, to their companions and to this phone's own. `sentAt` in milliseconds, whole
   * seconds. Rejects when the number has no phone in the lab.
   */
  async sendText(
    to: string,
    text: string,
    { id = newMessageId(), addressing = 'pn' }: { id?: string; addressing?: Addressing } = {},
  ): Promise<{ id: string; sentAt: number }> {
    const recipient = this.#contact(to);
    const sentAt = Math.floor(Date.now() / 1000) * 1000;
    const line: KeptLine = { id, fromMe: true, text, sentAt, status: 'sent', addressing };
    this.#book.add(recipient.phoneNumber, line);
    for (const device of recipient.devices.keys()) this.#sendLine(line, recipient, { account: recipient, device });
    for (const device of this.#account.devices.keys()) {
      if (recipient !== this.#account) this.#sendLine(line, recipient, { account: this.#account, device });
    }
    const other = this.#exchange.phones.get(recipient.phoneNumber);
    if (other instanceof Phone && other !== this)
      other.#arrive(this.#account, { ...line, fromMe: false, status: 'delivered' });
    this.#changed();
    return { id, sentAt };
  }

  /** Opens a chat: sends read receipts for these messages, or for all that are unread. */
  async markRead(from: string, ids?: string[]): Promise<void> {
    const author = this.#contact(from);
    const lines = this.#book
      .lines(author.phoneNumber)
      .filter((line) => !line.fromMe && line.status !== 'read' && (ids?.includes(line.id) ?? true));
    for (const addressing of ['pn', 'lid'] as const) {
      const read = lines.filter((line) => line.addressing === addressing).map((line) => line.id);
      const receipt = { ids: read, reader: this.#account, author, addressing };
      spreadReceipt(this.#exchange, { ...receipt, status: 'read' });
    }
  }

  async setTyping(to: string, typing: boolean): Promise<void> {
    spreadTyping(this.#exchange, this.#account, this.#contact(to), typing);
  }

  /** Whether this phone shows that somebody is writing to it. */
  isTyping(from: string): boolean {
    return this.#typing.has(from);
  }

  /** What this phone shows, oldest first: one bubble per message id. */
  chat(withNumber: string): ChatLine[] {
    return this.#book.lines(withNumber).map(shown);
  }

  /** The numbers this phone has chats with. */
  chats(): string[] {
    return this.#book.numbers();
  }

  /** How many stanzas with this id companions sent to this phone, opened or not. */
  framesReceived(id: string): number {
    return this.#frames.get(id) ?? 0;
  }

  /** Calls back for each new bubble that others wrote; gives the function that stops it. */
  onMessage(listener: (line: ChatLine, from: string) => void): () => void {
    return this.#messageListeners.add(listener);
  }

  /** Calls back after anything this phone shows has changed; gives the function that stops it. */
  onChange(listener: () => void): () => void {
    return this.#changeListeners.add(listener);
  }

  /** Waits until the chat shows a bubble that fits; rejects after the time limit. */
  untilLine(withNumber: string, fits: (line: ChatLine) => boolean, timeoutMs = 5000): Promise<ChatLine> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const line = this.chat(withNumber).find(fits);
        if (line === undefined) return;
        clearTimeout(timer);
        stop();
        resolve(line);
      };
      const stop = this.onChange(look);
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`No such bubble on ${this.phoneNumber} with ${withNumber} within ${timeoutMs} ms`));
      }, timeoutMs);
      look();
    });
  }

  /** Loses its sessions, as a phone restored from an old backup has: what comes next cannot be opened. */
  loseSessions(): void {
    this.signal.forget();
  }

  // What follows is the server's side of the phone.

  /** Made at first use: hundreds of phones that nobody writes to cost nothing. */
  get signal(): SignalParty {
    return (this.#signal ??= new SignalParty());
  }

  /** What a restart must not lose. */
  saved(): SavedPhone {
    const { phoneNumber, name, lidUser, lastKeyIndex, lastDeviceId, devices } = this.#account;
    const chats = Object.fromEntries(this.chats().map((number) => [number, this.#book.lines(number)]));
    const signal = this.#signal?.state;
    return { phoneNumber, name, lidUser, lastKeyIndex, lastDeviceId, devices: [...devices.values()], signal, chats };
  }

  bundle(): KeyBundle {
    return this.signal.bundle();
  }

  receive(sealed: SealedMessage): void {
    const { id, sender, recipient } = sealed;
    this.#frames.set(id, this.framesReceived(id) + 1);
    let message: proto.Message;
    try {
      message = this.#open(sealed);
    } catch {
      // The same stanza again cannot be opened twice; what is on the screen needs no retry.
      const other = sender === this.#account ? recipient : sender;
      const known = this.#book.line(other.phoneNumber, id);
      if (known === undefined) this.#askAgain(sealed);
      else this.#confirmDelivery(sender, known);
      return;
    }
    const sentHere = message.deviceSentMessage;
    const text = shownText(sentHere?.message ?? message);
    if (text === undefined) return;
    const common = { id, text, sentAt: sealed.sentAt, addressing: sealed.addressing };
    if (sender !== this.#account) this.#arrive(sender, { ...common, fromMe: false, status: 'delivered' });
    else if (sentHere) {
      const chat = this.#exchange.directory.resolve(sentHere.destinationJid ?? undefined)?.account ?? recipient;
      if (this.#book.add(chat.phoneNumber, { ...common, fromMe: true, status: 'sent' })) this.#changed();
    }
  }

  resend(id: string, to: { account: Account; device: number }, chat: Account, bundle: KeyBundle | undefined): void {
    const line = this.#book.line(chat.phoneNumber, id);
    if (!line?.fromMe) return;
    const attempt = (this.#retries.get(id) ?? 0) + 1;
    if (attempt > MAX_RETRIES) return;
    this.#retries.set(id, attempt);
    const address = to.account.jid(to.device);
    // A new session in front of the old ones: what the companion wrote on those must still open.
    const fresh = bundle ?? this.#exchange.bundle(to.account, to.device);
    if (fresh === undefined) return;
    this.signal.start(address, fresh);
    this.#sendLine(line, chat, to, attempt);
  }

  markFromOther(withNumber: string, ids: string[], status: LineStatus): void {
    let moved = false;
    for (const id of ids) moved = this.#book.mark(withNumber, id, status) || moved;
    if (moved) this.#changed();
  }

  showTyping(from: string, typing: boolean): void {
    if (typing) this.#typing.add(from);
    else this.#typing.delete(from);
    this.#changed();
  }

  greet(device: number): void {
    const sentAt = Date.now();
    const heading = {
      id: newMessageId(),
      recipient: this.#account,
      sentAt,
      addressing: 'pn' as const,
      category: 'peer',
    };
    const stanza = this.#seal(firstHistory(), heading, { account: this.#account, device });
    if (stanza !== undefined) this.#exchange.sendNow(this.#account, device, stanza);
  }

  forgetDevice(account: Account, device: number): void {
    this.#signal?.forget(account.jid(device));
  }

  #contact(phoneNumber: string): Account {
    const account = this.#exchange.directory.account(phoneNumber);
    if (account === undefined) throw new Error(`The lab has no phone with the number ${phoneNumber}`);
    return account;
  }

  #changed(): void {
    this.#exchange.changed();
    this.#changeListeners.call();
  }

  #sendLine(line: KeptLine, recipient: Account, to: { account: Account; device: number }, count?: number): void {
    const message = textMessage(line.text);
    const own = to.account === this.#account;
    const content = own ? deviceSentMessage(recipient.jid(0, line.addressing), message) : message;
    const stanza = this.#seal(content, { ...line, recipient }, to, count);
    if (stanza !== undefined) this.#exchange.deliver(to.account, to.device, stanza);
  }

  #seal(
    content: proto.IMessage,
    heading: Omit<Heading, 'sender' | 'senderDevice'>,
    to: { account: Account; device: number },
    count?: number,
  ) {
    const address = to.account.jid(to.device);
    if (!this.signal.hasSession(address)) {
      const bundle = this.#exchange.bundle(to.account, to.device);
      if (bundle === undefined) return undefined;
      this.signal.start(address, bundle);
    }
    const { type, body } = this.signal.encrypt(address, encodeWAMessage(content));
    const enc = node('enc', { v: '2', type, count: count === undefined ? undefined : String(count) }, body);
    return node('message', headingFor(to.account, { ...heading, sender: this.#account, senderDevice: 0 }), [enc]);
  }

  #open({ enc, sender, senderDevice }: SealedMessage): proto.Message {
    const body = bytesOf(enc);
    const type = enc.attrs['type'];
    if (body === undefined || (type !== 'pkmsg' && type !== 'msg')) throw new Error(`Not a Signal message: ${type}`);
    const padded = this.signal.decrypt(sender.jid(senderDevice), type, body);
    this.#exchange.changed();
    return proto.Message.decode(unpadRandomMax16(padded));
  }

  #arrive(sender: Account, line: KeptLine): void {
    const fresh = this.#book.add(sender.phoneNumber, line);
    this.#typing.delete(sender.phoneNumber);
    this.#confirmDelivery(sender, line);
    if (!fresh) return;
    this.#changed();
    this.#messageListeners.call(shown(line), sender.phoneNumber);
  }

  #confirmDelivery(author: Account, { id, addressing }: KeptLine): void {
    if (author === this.#account) return;
    const receipt = { ids: [id], reader: this.#account, author, addressing };
    this.#exchange.whenDelivering(() => {
      spreadReceipt(this.#exchange, { ...receipt, status: 'delivered' });
    });
  }

  /** A retry receipt, as phones send it for what they cannot open. */
  #askAgain({ id, sender, senderDevice, recipient, addressing, sentAt }: SealedMessage): void {
    const count = (this.#retries.get(id) ?? 0) + 1;
    if (count > MAX_RETRIES) return;
    this.#retries.set(id, count);
    const t = secondsOf(sentAt);
    const attributes = {
      id,
      type: 'retry',
      from: this.#account.jid(0, addressing),
      recipient: sender === this.#account ? recipient.jid(0, addressing) : undefined,
      t: secondsOf(Date.now()),
    };
    this.#exchange.deliver(
      sender,
      senderDevice,
      node('receipt', attributes, [
        node('retry', { count: String(count), id, t, v: '1' }),
        node('registration', {}, bigEndian(this.signal.state.registrationId, 4)),
      ]),
    );
  }
}

function shown({ id, fromMe, text, sentAt, status }: KeptLine): ChatLine {
  return { id, fromMe, text, sentAt, status };
}

/** Phones start their ids with 3A (baileys/lib/Utils/messages.js, `getDevice`). */
function newMessageId(): string {
  return `3A${randomBytes(9).toString('hex').toUpperCase()}`;
}
