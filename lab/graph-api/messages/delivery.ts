import type { NumberState } from '../accounts/number-state.ts';
import { knownErrors } from '../http/known-errors.ts';
import type { LabParts } from '../lab-parts.ts';
import type { KeptLine } from '../people/chat-book.ts';
import type { PersonState } from '../people/person-state.ts';
import { react, shownLine } from '../people/shown-line.ts';
import { webhookError } from '../payloads/index.ts';
import { hasOpenWindow } from './customer-window.ts';
import { fetchLink, LinkError } from './linked-files.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import { StatusNews, toldOf } from './status-news.ts';

/** Takes accepted messages to people's phones, and tells the business what became of them. */
export class Delivery {
  readonly #lab: LabParts;
  readonly #news: StatusNews;
  readonly #underWay = new Set<Promise<void>>();
  /** By biz_opaque_callback_data: how many bubbles it has made. */
  readonly #bubbles = new Map<string | undefined, number>();

  constructor(lab: LabParts) {
    this.#lab = lab;
    this.#news = new StatusNews(lab);
  }

  /** How many bubbles people were shown; of one biz_opaque_callback_data where it is given. */
  bubbles(callbackData?: string): number {
    if (callbackData !== undefined) return this.#bubbles.get(callbackData) ?? 0;
    return [...this.#bubbles.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Goes on with a message once its sender has been answered, or at the same time. */
  start(message: OutgoingMessage): void {
    const carried = new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.#carry(message));
    this.#underWay.add(carried);
    void carried.then(() => this.#underWay.delete(carried));
  }

  /** Resolves when of every message accepted so far it is known whether it arrives. */
  async whenCarried(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  /** A phone is back within reach: what waits for it is delivered. */
  reach(person: PersonState): void {
    for (const numberId of person.book.chats()) {
      const number = this.#lab.world.numbers.get(numberId);
      if (number === undefined) continue;
      for (const line of person.book.lines(numberId)) if (!line.fromMe) this.#deliver(person, number, line);
    }
  }

  /** Somebody has seen a message. */
  read(person: PersonState, number: NumberState, line: KeptLine): void {
    this.#deliver(person, number, line);
    if (line.status !== 'delivered') return;
    line.status = 'read';
    this.#lab.changed(person);
    this.#news.tell(toldOf(person, number, line), 'read');
  }

  played(person: PersonState, number: NumberState, line: KeptLine): void {
    this.#news.tell(toldOf(person, number, line), 'played');
  }

  async #carry(message: OutgoingMessage): Promise<void> {
    const { person, number, composed } = message;
    const code = this.#objection(message);
    if (code !== undefined || person === undefined) {
      this.#fail(message, code ?? 131026);
      return;
    }
    if ('reaction' in composed) {
      const about = person.book.line(number.id, composed.reaction.about);
      if (about) react(about, number.phoneNumber, composed.reaction.emoji);
      this.#lab.changed(person);
      this.#news.tell(message, 'sent');
      if (this.#isWithinReach(person, number)) this.#news.tell(message, 'delivered');
      return;
    }
    const line: KeptLine = {
      ...composed.line,
      id: message.id,
      fromMe: false,
      sentAt: this.#lab.time.wholeSeconds(),
      status: 'sent',
      category: message.category,
      ...(message.callbackData !== undefined && { callbackData: message.callbackData }),
    };
    if (composed.link) {
      try {
        Object.assign(line, await fetchLink(this.#lab, number, composed.link));
      } catch (error) {
        if (!(error instanceof LinkError)) throw error;
        this.#fail(message, 131053, error.message);
        return;
      }
    }
    person.book.add(number.id, line);
    this.#news.tell(message, 'sent');
    this.#deliver(person, number, line);
    this.#lab.changed(person);
  }

  /** Why a message does not arrive, as far as that is known once it was accepted. */
  #objection({ person, number, waId, isTemplate, category }: OutgoingMessage): number | undefined {
    const fault = this.#lab.faults.fail.get(waId);
    if (fault !== undefined) return fault;
    if (person === undefined) return 131026;
    if (!isTemplate && !hasOpenWindow(person, number, this.#lab.time.now())) return 131047;
    return category === 'MARKETING' && person.stoppedMarketing.has(number.id) ? 131050 : undefined;
  }

  #isWithinReach(person: PersonState, number: NumberState): boolean {
    return person.online && !this.#lab.faults.holdDelivery && !person.blocked.has(number.id);
  }

  #deliver(person: PersonState, number: NumberState, line: KeptLine): void {
    if (line.status !== 'sent' || !this.#isWithinReach(person, number)) return;
    line.status = 'delivered';
    person.typingUntil.delete(number.id);
    this.#bubbles.set(line.callbackData, (this.#bubbles.get(line.callbackData) ?? 0) + 1);
    this.#lab.changed(person);
    this.#news.tell(toldOf(person, number, line), 'delivered');
    person.messageListeners.call(shownLine(line), number.phoneNumber);
  }

  #fail(message: OutgoingMessage, code: number, details?: string): void {
    const known = knownErrors[code];
    const title = known?.title ?? 'Something went wrong';
    this.#news.tell(message, 'failed', [webhookError(code, title, details ?? known?.details ?? title)]);
  }
}
