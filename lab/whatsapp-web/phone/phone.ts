import type { proto } from 'baileys';
import type { Account, Addressing } from '../accounts/account.ts';
import type { Exchange } from '../exchange.ts';
import type { Group } from '../groups/group.ts';
import type { PhoneFaults } from '../phone-faults.ts';
import { spreadGroupReceipt } from '../routing/group-receipts.ts';
import { spreadReceipt } from '../routing/receipts.ts';
import { spreadTyping, spreadTypingInGroup } from '../routing/typing.ts';
import { Answering } from './answering.ts';
import type { KeptLine } from './chat-book.ts';
import type { ChatLine, Place } from './chat-line.ts';
import { cardOf, contactsMessage, locationMessage } from './composed.ts';
import { textMessage, written } from './content.ts';
import { fileMessage, openFileOf, type NewFile } from './file-messages.ts';
import { othersIn, shownGroupLine, type GroupLine, type SentGroupLine } from './group-line.ts';
import type { LinkDesk } from './link-desk.ts';
import type { LinkRequest } from './link-request.ts';
import type { LinkedDevice } from './linked-device.ts';
import { newMessageId } from './message-rules.ts';
import type { NetworkSide } from './network-side.ts';
import { writerIn, type PhoneMemory } from './phone-memory.ts';
import { promised } from '../../common/promised.ts';
import { reactionTo, shownLine, shownLines } from './shown-lines.ts';
import { untilShown } from '../../common/until-shown.ts';

/** How a message is sent; made up where nothing is said. `addressing` is for chats with people. */
export interface SendOptions {
  id?: string;
  addressing?: Addressing;
}

/** What was sent: its id, and when in milliseconds, whole seconds. */
export interface Sent {
  id: string;
  sentAt: number;
}

export interface PhoneParts {
  memory: PhoneMemory;
  network: NetworkSide;
  exchange: Exchange;
  desk: LinkDesk;
}

/**
 * A simulated phone as its owner holds it: somebody's WhatsApp, and the primary device of the companions it links. It
 * decrypts for real what companions send and answers with receipts. Between two phones of the lab text passes as it
 * is: nobody could look.
 */
export class Phone {
  readonly #memory: PhoneMemory;
  readonly #network: NetworkSide;
  readonly #exchange: Exchange;
  readonly #desk: LinkDesk;
  readonly #answering: Answering;

  constructor({ memory, network, exchange, desk }: PhoneParts) {
    this.#memory = memory;
    this.#network = network;
    this.#exchange = exchange;
    this.#desk = desk;
    this.#answering = new Answering(memory, exchange);
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

  /** Links the companion that shows this QR. Rejects when its code is unknown, expired, replaced or not its own. */
  async scan(qr: string): Promise<LinkedDevice> {
    const linked = await this.#desk.pair(qr, this.#memory);
    this.#memory.changed();
    return linked;
  }

  /**
   * Links the companion that shows this code for this phone's number; with or without its dash, in any case. Rejects when
   * it is another code, expired, or no companion waits for one.
   */
  async enterPairingCode(code: string): Promise<LinkedDevice> {
    const linked = await this.#desk.pairByCode(code, this.#memory);
    this.#memory.changed();
    return linked;
  }

  /** The companion that waits for a code to be typed here, as WhatsApp's notification says it. */
  linkRequest(): LinkRequest | undefined {
    const { linkRequest } = this.#memory;
    return linkRequest === undefined || Date.now() >= linkRequest.expiresAt ? undefined : linkRequest;
  }

  /** Waits until a companion asks for a code; rejects after the time limit. */
  untilLinkRequest(): Promise<LinkRequest> {
    const items = (): LinkRequest[] => [this.linkRequest()].filter((request) => request !== undefined);
    return this.#until('companion with a code', items, () => true);
  }

  devices(): LinkedDevice[] {
    return [...this.#account.devices.values()].map(({ id, linkedAt }) => ({
      id,
      linkedAt,
      online: this.#exchange.companion(this.#account, id) !== undefined,
    }));
  }

  /** Unlinks one companion, or all of them: they get 401, at once or at their next log-in. */
  unlink(deviceId?: number): Promise<void> {
    return promised(() => {
      const ids = deviceId === undefined ? [...this.#account.devices.keys()] : [deviceId];
      for (const id of ids) this.#exchange.unlink(this.#account, id);
      this.#memory.changed();
    });
  }

  /**
   * Writes to somebody, or to a group: to their phones, to their companions and to this phone's own. Rejects when the number
   * has no phone in the lab, or this phone is not in the group.
   */
  send(to: string | Group, message: proto.IMessage, options: SendOptions = {}): Promise<Sent> {
    return promised(() => {
      const { id = newMessageId(), addressing = 'pn' } = options;
      const content = written(message);
      if (content === undefined) throw new Error('Nothing of this message would show');
      const sentAt = Math.floor(Date.now() / 1000) * 1000;
      const line = { id, fromMe: true, ...content, sentAt, status: 'sent' as const };
      if (typeof to === 'string') this.#sendTo(this.#contact(to), { ...line, addressing });
      else this.#sendToGroup(to, { ...line, author: this.phoneNumber });
      this.#memory.changed();
      return { id, sentAt };
    });
  }

  sendText(to: string, text: string, options?: SendOptions): Promise<Sent> {
    return this.send(to, textMessage(text), options);
  }

  /** Answers a message of this chat. */
  reply(to: string | Group, about: string, text: string, options: SendOptions = {}): Promise<Sent> {
    const message = promised(() => this.#answering.reply(to, about, text, options.addressing));
    return message.then((reply) => this.send(to, reply, options));
  }

  /** Reacts to a message of this chat; an empty emoji takes the reaction back. */
  react(to: string | Group, about: string, emoji: string, options: SendOptions = {}): Promise<Sent> {
    const message = promised(() => this.#answering.reaction(to, about, emoji, options.addressing));
    return message.then((reaction) => this.send(to, reaction, options));
  }

  sendLocation(to: string | Group, place: Place, options?: SendOptions): Promise<Sent> {
    return this.send(to, locationMessage(place), options);
  }

  /** Hands on somebody's number. */
  sendContact(to: string | Group, name: string, phoneNumber: string, options?: SendOptions): Promise<Sent> {
    return this.send(to, contactsMessage([cardOf(name, phoneNumber)]), options);
  }

  /** Sends a file, encrypted as WhatsApp does. */
  async sendFile(to: string | Group, file: NewFile, options?: SendOptions): Promise<Sent> {
    return this.send(to, await fileMessage(this.#exchange.files, file), options);
  }

  /** Opens the file of a message: decrypts it, and checks it against what the message says. */
  async openFile(chat: string | Group, id: string): Promise<Buffer> {
    return openFileOf(this.#exchange.files, this.#answering.message(chat, id));
  }

  /** Opens a chat: sends read receipts for these messages, or for all that are unread. */
  markRead(from: string, ids?: string[]): Promise<void> {
    return promised(() => {
      const author = this.#contact(from);
      const lines = this.#memory.book
        .lines(author.phoneNumber)
        .filter(
          (line) =>
            !line.fromMe && line.status !== 'read' && (ids?.includes(line.id) ?? reactionTo(line) === undefined),
        );
      for (const addressing of ['pn', 'lid'] as const) {
        const read = lines.filter((line) => line.addressing === addressing).map((line) => line.id);
        const receipt = { ids: read, reader: this.#account, author, addressing };
        spreadReceipt(this.#exchange, { ...receipt, status: 'read' });
      }
    });
  }

  /** Writes, or no longer: to somebody, or in a group. */
  setTyping(to: string | Group, typing: boolean): Promise<void> {
    return promised(() => {
      if (typeof to !== 'string') spreadTypingInGroup(this.#exchange, this.#account, to, typing);
      else spreadTyping(this.#exchange, this.#account, this.#contact(to), typing);
    });
  }

  /** Whether this phone shows that somebody is writing to it, or in this group. */
  isTyping(from: string, group?: Group): boolean {
    return this.#memory.typing.has(writerIn(from, group));
  }

  /** What this phone shows, oldest first: one bubble per message id. */
  chat(withNumber: string): ChatLine[] {
    const by = ({ fromMe }: KeptLine): string => (fromMe ? this.phoneNumber : withNumber);
    return shownLines(this.#memory.book.lines(withNumber), { show: shownLine, by });
  }

  /** The numbers this phone has chats with. */
  chats(): string[] {
    return this.#memory.book.chats();
  }

  /** How many stanzas with this id companions sent to this phone, opened or not. */
  framesReceived(id: string): number {
    return this.#memory.frames.get(id) ?? 0;
  }

  /** Calls back for each new bubble that others wrote; gives the function that stops it. */
  onMessage(listener: (line: ChatLine, from: string) => void): () => void {
    return this.#memory.messageListeners.add(listener);
  }

  /** Calls back after anything this phone shows has changed; gives the function that stops it. */
  onChange(listener: () => void): () => void {
    return this.#memory.changeListeners.add(listener);
  }

  /** Waits until the chat shows a bubble that fits; rejects after the time limit. */
  untilLine(withNumber: string, fits: (line: ChatLine) => boolean): Promise<ChatLine> {
    const lines = (): ChatLine[] => this.chat(withNumber);
    return this.#until(`bubble with ${withNumber}`, lines, fits);
  }

  /** The groups it is in. */
  groups(): Group[] {
    return [...this.#exchange.groups.values()].filter((group) => group.has(this.#account));
  }

  sendToGroup(group: Group, text: string, options?: SendOptions): Promise<Sent> {
    return this.send(group, textMessage(text), options);
  }

  /** Opens a group: sends read receipts for these messages, or for all that are unread. */
  markGroupRead(group: Group, ids?: string[]): Promise<void> {
    return promised(() => {
      const unread = this.groupChat(group).filter(
        (line) => !line.fromMe && line.status !== 'read' && (ids?.includes(line.id) ?? true),
      );
      for (const [author, lines] of Map.groupBy(unread, (line) => line.author)) {
        const read = { ids: lines.map((line) => line.id), group, reader: this.#account, author: this.#contact(author) };
        spreadGroupReceipt(this.#exchange, { ...read, status: 'read' });
      }
    });
  }

  /** What this phone shows of a group, oldest first: one bubble per message id. */
  groupChat(group: Group): GroupLine[] {
    return shownLines(this.#memory.groupBook.lines(group.jid), { show: shownGroupLine, by: ({ author }) => author });
  }

  /** Calls back for each new bubble that others wrote to a group; gives the function that stops it. */
  onGroupMessage(listener: (line: GroupLine, group: Group) => void): () => void {
    return this.#memory.groupMessageListeners.add(listener);
  }

  /** Waits until the group shows a bubble that fits; rejects after the time limit. */
  untilGroupLine(group: Group, fits: (line: GroupLine) => boolean): Promise<GroupLine> {
    const lines = (): GroupLine[] => this.groupChat(group);
    return this.#until(`bubble in ${group.jid}`, lines, fits);
  }

  /** Loses its sessions, as a phone restored from an old backup has: what comes next cannot be opened. */
  loseSessions(): void {
    this.#memory.forgetSessions();
  }

  /** Ends the connections of its companions, as `faults.closeAll` ends everybody's. */
  closeCompanions(code?: number): void {
    this.#exchange.closeSockets(code, this.phoneNumber);
  }

  /** Destroys the TCP connections of its companions. */
  cutCompanions(): void {
    this.#exchange.cutSockets(this.phoneNumber);
  }

  /** The code with which log-ins of its companions are refused. */
  get refuseLogin(): number | undefined {
    return this.#faults.refuseLogin;
  }

  set refuseLogin(code: number | undefined) {
    this.#faults.refuseLogin = code;
  }

  /** Whether the server neither hears nor answers its companions, as `faults.silent` does with everybody's. */
  get silent(): boolean {
    return this.#faults.silent;
  }

  set silent(silent: boolean) {
    this.#faults.silent = silent;
  }

  get #faults(): PhoneFaults {
    return this.#exchange.faultsOf(this.phoneNumber);
  }

  get #account(): Account {
    return this.#memory.account;
  }

  #until<Item>(what: string, items: () => Item[], fits: (item: Item) => boolean): Promise<Item> {
    const onChange = (listener: () => void): (() => void) => this.onChange(listener);
    return untilShown({ what: `${what} on ${this.phoneNumber}`, items, onChange }, fits);
  }

  #sendTo(recipient: Account, line: KeptLine): void {
    this.#memory.book.add(recipient.phoneNumber, line);
    this.#network.send(line, recipient);
  }

  #sendToGroup(group: Group, line: SentGroupLine): void {
    if (!group.has(this.#account)) throw new Error(`${this.phoneNumber} is not in "${group.subject}"`);
    this.#memory.groupBook.add(group.jid, { ...line, receipts: othersIn(group, this.#account) });
    this.#network.sendToGroup(group, line);
  }

  #contact(phoneNumber: string): Account {
    return this.#exchange.directory.demand(phoneNumber);
  }
}
