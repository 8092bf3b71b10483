import type { NumberState } from '../accounts/number-state.ts';
import { promised } from '../../common/promised.ts';
import { untilShown } from '../../common/until-shown.ts';
import { digitsOf } from '../ids.ts';
import type { LabParts } from '../lab-parts.ts';
import {
  buttonMessage,
  buttonReplyMessage,
  contactsMessage,
  flowReplyMessage,
  listReplyMessage,
  locationMessage,
  orderMessage,
  reactionMessage,
  textMessage,
  unsupportedMessage,
  type OrderContent,
} from '../payloads/index.ts';
import type { Delivery } from '../messages/delivery.ts';
import { sendFile, type NewFile } from './sent-files.ts';
import { cardOf, ownCard } from './cards.ts';
import { tellPreference } from './preferences.ts';
import { changeNumber } from './changed-number.ts';
import type { KeptLine } from './chat-book.ts';
import type { ChatLine, Place } from './chat-line.ts';
import type { PersonState } from './person-state.ts';
import { react, shownLine } from './shown-line.ts';
import { knownTo } from './user-ids.ts';
import { write, type SendOptions, type Sent, type Written } from './writing.ts';

/**
 * A simulated person with WhatsApp, who writes with businesses on the Cloud API. `to`, `from` and `withNumber` are numbers
 * of businesses; methods reject where the lab has no such business, or the chat no such message.
 */
export class Person {
  readonly #state: PersonState;
  readonly #lab: LabParts;
  readonly #delivery: Delivery;

  constructor(state: PersonState, lab: LabParts, delivery: Delivery) {
    this.#state = state;
    this.#lab = lab;
    this.#delivery = delivery;
  }

  get phoneNumber(): string {
    return this.#state.phoneNumber;
  }

  get name(): string {
    return this.#state.name;
  }

  get username(): string | undefined {
    return this.#state.username;
  }

  /** Takes a username, or gives it up. Businesses that know the number go on knowing it. */
  set username(username: string | undefined) {
    this.#state.username = username;
    this.#lab.changed(this.#state);
  }

  /** How a business knows this person: its business-scoped user id. */
  userId(withNumber: string): string {
    const { wabaId } = this.#number(withNumber);
    return knownTo(this.#lab.world.account(wabaId).businessId, this.#state).userId;
  }

  /** Whether the phone is within reach; while it is not, what it is sent stays at `sent`. */
  get online(): boolean {
    return this.#state.online;
  }

  set online(online: boolean) {
    this.#state.online = online;
    if (online) this.#delivery.reach(this.#state);
  }

  sendText(to: string, text: string, options?: SendOptions): Promise<Sent> {
    return this.#write(to, { line: { text }, build: (head) => textMessage(head, text), ...(options && { options }) });
  }

  reply(to: string, about: string, text: string, options?: SendOptions): Promise<Sent> {
    return promised(() => this.#line(to, about)).then((line) => {
      const answers = { id: line.id, text: line.text };
      const build: Written['build'] = (head) => textMessage(head, text);
      return this.#write(to, { line: { text, answers }, about, build, ...(options && { options }) });
    });
  }

  /** Reacts to a message of this chat; an empty emoji takes the reaction back. */
  react(to: string, about: string, emoji: string): Promise<Sent> {
    return promised(() => this.#line(to, about)).then((line) => {
      react(line, this.phoneNumber, emoji);
      return this.#write(to, { build: (head) => reactionMessage(head, about, emoji) });
    });
  }

  sendLocation(to: string, place: Place, options?: SendOptions): Promise<Sent> {
    const line = { text: place.name ?? '[location]', location: place };
    return this.#write(to, { line, build: (head) => locationMessage(head, place), ...(options && { options }) });
  }

  /** Hands on somebody's number. */
  sendContact(to: string, name: string, phoneNumber: string, options?: SendOptions): Promise<Sent> {
    const contacts = [cardOf(name, digitsOf(phoneNumber))];
    const line = { text: name, contacts };
    return this.#write(to, { line, build: (head) => contactsMessage(head, contacts), ...(options && { options }) });
  }

  /** Shares the own number, as a message asks for with a button. */
  shareNumber(to: string, about: string): Promise<Sent> {
    return promised(() => {
      const line = this.#line(to, about);
      if (!line.buttons?.some(({ kind }) => kind === 'contact')) throw new Error(`${about} does not ask for a number`);
      const number = this.#number(to);
      this.#state.knownBy.add(this.#lab.world.account(number.wabaId).businessId);
      const contacts = [ownCard(this.phoneNumber)];
      const answers = { id: line.id, text: line.text };
      const build: Written['build'] = (head) => contactsMessage(head, contacts);
      return this.#writeNow(to, { line: { text: `+${this.phoneNumber}`, contacts, answers }, about, build });
    });
  }

  async sendFile(to: string, file: NewFile, options?: SendOptions): Promise<Sent> {
    return sendFile(this.#lab, this.#state, this.#number(to), file, options);
  }

  /** Presses a button of a message, by its id or by what it says. */
  pressButton(to: string, about: string, button: string): Promise<Sent> {
    return promised(() => {
      const line = this.#line(to, about);
      const pressed = line.buttons?.find(
        ({ kind, id, title }) => kind === 'reply' && (id === button || title === button),
      );
      if (pressed === undefined) throw new Error(`${about} has no button "${button}" to press`);
      const { id, title } = pressed;
      return this.#writeNow(to, {
        line: { text: title, answers: { id: line.id, text: line.text } },
        about,
        build: (head) =>
          line.template ? buttonMessage(head, { payload: id, text: title }) : buttonReplyMessage(head, { id, title }),
      });
    });
  }

  chooseFromList(to: string, about: string, rowId: string): Promise<Sent> {
    return promised(() => {
      const line = this.#line(to, about);
      const row = line.list?.sections
        .flatMap(({ rows }) => rows)
        .find(({ id, title }) => id === rowId || title === rowId);
      if (row === undefined) throw new Error(`${about} has no row "${rowId}" to choose`);
      return this.#writeNow(to, {
        line: { text: row.title, answers: { id: line.id, text: line.text } },
        about,
        build: (head) => listReplyMessage(head, row),
      });
    });
  }

  /** Fills in the flow of a message. */
  completeFlow(to: string, about: string, response: object): Promise<Sent> {
    return promised(() => {
      const line = this.#line(to, about);
      const answers = { id: line.id, text: line.text };
      return this.#writeNow(to, {
        line: { text: 'Sent', answers },
        about,
        build: (head) => flowReplyMessage(head, response),
      });
    });
  }

  order(to: string, order: OrderContent): Promise<Sent> {
    return this.#write(to, {
      line: { text: order.text ?? '[order]', order },
      build: (head) => orderMessage(head, order),
    });
  }

  /** Sends what the Cloud API does not show, such as a poll. */
  sendUnsupported(to: string, kind?: string): Promise<Sent> {
    return this.#write(to, {
      line: { text: `[${kind ?? 'unknown'}]` },
      build: (head) => unsupportedMessage(head, kind),
    });
  }

  /** Opens a chat: the business is told that these messages were read, or all that are unread. */
  markRead(from: string, ids?: string[]): Promise<void> {
    return promised(() => {
      const number = this.#number(from);
      for (const line of this.#state.book.lines(number.id)) {
        if (!line.fromMe && (ids?.includes(line.id) ?? true)) this.#delivery.read(this.#state, number, line);
      }
    });
  }

  /** Listens to a voice note. */
  play(from: string, id: string): Promise<void> {
    return promised(() => {
      this.#delivery.played(this.#state, this.#number(from), this.#line(from, id));
    });
  }

  block(number: string): void {
    this.#state.blocked.add(this.#number(number).id);
    this.#lab.changed(this.#state);
  }

  unblock(number: string): void {
    this.#state.blocked.delete(this.#number(number).id);
    this.#lab.changed(this.#state);
    this.#delivery.reach(this.#state);
  }

  /** Wants no more marketing of a business, or wants it again: the business is told. */
  wantMarketing(from: string, wanted: boolean): void {
    tellPreference(this.#lab, this.#state, this.#number(from), wanted);
  }

  /** Moves this WhatsApp to another number: businesses it has chats with are told. */
  changeNumber(phoneNumber: string): Promise<void> {
    return promised(() => {
      changeNumber(this.#lab, this.#state, phoneNumber);
    });
  }

  /** Whether this phone shows that the business is writing: up to 25 seconds, or until a message comes. */
  isTyping(from: string): boolean {
    return (this.#state.typingUntil.get(this.#number(from).id) ?? 0) > this.#lab.time.now();
  }

  /** What this phone shows, oldest first; what has not reached it yet is not among it. */
  chat(withNumber: string): ChatLine[] {
    return this.#shown(withNumber).map(shownLine);
  }

  /** The numbers of businesses it has chats with. */
  chats(): string[] {
    return this.#state.book.chats().flatMap((id) => this.#lab.world.numbers.get(id)?.phoneNumber ?? []);
  }

  /** The bytes of the file of a message. */
  openFile(withNumber: string, id: string): Promise<Buffer> {
    return promised(() => this.#line(withNumber, id)).then(({ mediaId }) => {
      if (mediaId === undefined) throw new Error('There is no file in it');
      return this.#lab.media.open(mediaId);
    });
  }

  /** Calls back for each new bubble of a business; gives the function that stops it. */
  onMessage(listener: (line: ChatLine, from: string) => void): () => void {
    return this.#state.messageListeners.add(listener);
  }

  /** Calls back after anything this phone shows has changed; gives the function that stops it. */
  onChange(listener: () => void): () => void {
    return this.#state.changeListeners.add(listener);
  }

  /** Waits until the chat shows a bubble that fits; rejects after the time limit. */
  untilLine(withNumber: string, fits: (line: ChatLine) => boolean): Promise<ChatLine> {
    const screen = {
      what: `bubble with ${withNumber} on ${this.phoneNumber}`,
      items: () => this.#shown(withNumber),
      onChange: (listener: () => void) => this.onChange(listener),
    };
    return untilShown(screen, fits).then(shownLine);
  }

  #write(to: string, written: Written): Promise<Sent> {
    return promised(() => this.#writeNow(to, written));
  }

  #writeNow(to: string, written: Written): Sent {
    return write(this.#lab, this.#state, this.#number(to), written);
  }

  #number(phoneNumber: string): NumberState {
    return this.#lab.world.demandNumber(phoneNumber);
  }

  #shown(withNumber: string): KeptLine[] {
    const lines = this.#state.book.lines(this.#number(withNumber).id);
    return lines.filter(({ status }) => status !== 'sent');
  }

  #line(withNumber: string, id: string): KeptLine {
    const line = this.#state.book.line(this.#number(withNumber).id, id);
    if (line === undefined) throw new Error(`${this.phoneNumber} has no message ${id} there`);
    return line;
  }
}
