import type { Account, Addressing } from '../accounts/account.ts';
import type { Exchange } from '../exchange.ts';
import type { Group } from '../groups/group.ts';
import type { PhoneFaults } from '../phone-faults.ts';
import { spreadGroupReceipt } from '../routing/group-receipts.ts';
import { spreadReceipt } from '../routing/receipts.ts';
import { spreadTyping, spreadTypingInGroup } from '../routing/typing.ts';
import type { KeptLine } from './chat-book.ts';
import { shownLine, type ChatLine } from './chat-line.ts';
import { othersIn, shownGroupLine, type GroupLine } from './group-line.ts';
import type { LinkDesk } from './link-desk.ts';
import type { LinkRequest } from './link-request.ts';
import type { LinkedDevice } from './linked-device.ts';
import { newMessageId } from './message-rules.ts';
import type { NetworkSide } from './network-side.ts';
import { writerIn, type PhoneMemory } from './phone-memory.ts';
import { promised } from './promised.ts';
import { untilShown } from './until-shown.ts';

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

  constructor({ memory, network, exchange, desk }: PhoneParts) {
    this.#memory = memory;
    this.#network = network;
    this.#exchange = exchange;
    this.#desk = desk;
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
  untilLinkRequest(timeoutMs = 5000): Promise<LinkRequest> {
    const items = (): LinkRequest[] => [this.linkRequest()].filter((request) => request !== undefined);
    return this.#until('companion with a code', items, () => true, timeoutMs);
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
   * Writes to somebody: to their phone, to their companions and to this phone's own. `sentAt` in milliseconds, whole
   * seconds. Rejects when the number has no phone in the lab.
   */
  sendText(
    to: string,
    text: string,
    { id = newMessageId(), addressing = 'pn' }: { id?: string; addressing?: Addressing } = {},
  ): Promise<{ id: string; sentAt: number }> {
    return promised(() => {
      const recipient = this.#contact(to);
      const sentAt = Math.floor(Date.now() / 1000) * 1000;
      const line: KeptLine = { id, fromMe: true, text, sentAt, status: 'sent', addressing };
      this.#memory.book.add(recipient.phoneNumber, line);
      this.#network.send(line, recipient);
      this.#memory.changed();
      return { id, sentAt };
    });
  }

  /** Opens a chat: sends read receipts for these messages, or for all that are unread. */
  markRead(from: string, ids?: string[]): Promise<void> {
    return promised(() => {
      const author = this.#contact(from);
      const lines = this.#memory.book
        .lines(author.phoneNumber)
        .filter((line) => !line.fromMe && line.status !== 'read' && (ids?.includes(line.id) ?? true));
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
    return this.#memory.book.lines(withNumber).map(shownLine);
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
  untilLine(withNumber: string, fits: (line: ChatLine) => boolean, timeoutMs = 5000): Promise<ChatLine> {
    const lines = (): ChatLine[] => this.chat(withNumber);
    return this.#until(`bubble with ${withNumber}`, lines, fits, timeoutMs);
  }

  /** The groups it is in. */
  groups(): Group[] {
    return [...this.#exchange.groups.values()].filter((group) => group.has(this.#account));
  }

  /** Writes to a group. `sentAt` in milliseconds, whole seconds. Rejects when this phone is not in it. */
  sendToGroup(
    group: Group,
    text: string,
    { id = newMessageId() }: { id?: string } = {},
  ): Promise<{ id: string; sentAt: number }> {
    return promised(() => {
      if (!group.has(this.#account)) throw new Error(`${this.phoneNumber} is not in "${group.subject}"`);
      const sentAt = Math.floor(Date.now() / 1000) * 1000;
      const line: GroupLine = { id, fromMe: true, author: this.phoneNumber, text, sentAt, status: 'sent' };
      this.#memory.groupBook.add(group.jid, { ...line, receipts: othersIn(group, this.#account) });
      this.#network.sendToGroup(group, line);
      this.#memory.changed();
      return { id, sentAt };
    });
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
    return this.#memory.groupBook.lines(group.jid).map(shownGroupLine);
  }

  /** Calls back for each new bubble that others wrote to a group; gives the function that stops it. */
  onGroupMessage(listener: (line: GroupLine, group: Group) => void): () => void {
    return this.#memory.groupMessageListeners.add(listener);
  }

  /** Waits until the group shows a bubble that fits; rejects after the time limit. */
  untilGroupLine(group: Group, fits: (line: GroupLine) => boolean, timeoutMs = 5000): Promise<GroupLine> {
    const lines = (): GroupLine[] => this.groupChat(group);
    return this.#until(`bubble in ${group.jid}`, lines, fits, timeoutMs);
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

  #until<Item>(what: string, items: () => Item[], fits: (item: Item) => boolean, timeoutMs: number): Promise<Item> {
    const onChange = (listener: () => void): (() => void) => this.onChange(listener);
    return untilShown({ what: `${what} on ${this.phoneNumber}`, items, onChange }, fits, timeoutMs);
  }

  #contact(phoneNumber: string): Account {
    return this.#exchange.directory.demand(phoneNumber);
  }
}
