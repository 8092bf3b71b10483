import type { Browser, Page } from 'playwright-core';

/** A page with a list of conversations beside the messages of one: the product's, or a bare one. */
export interface ChatSubject {
  readonly name: 'product' | 'bare';
  /** A browser of its own, signed in, with the long conversation open; `scripts` run in the page before anything else. */
  open(browser: Browser, scripts?: readonly string[]): Promise<Page>;
  /** Lets messages with these numbers come in, as fast as it can; resolves once the last has left for the page. */
  say(first: number, count: number): Promise<void>;
  close(): Promise<void>;
}

/** How much there is before anything is measured. */
export interface History {
  conversations: number;
  /** In the conversation that is open. */
  messages: number;
}

/** Where each subject has its parts. */
export const MESSAGES = { product: 'app-message-list .scroller', bare: '.scroller.messages' };
export const CONVERSATIONS = { product: 'cdk-virtual-scroll-viewport', bare: '.scroller.conversations' };
export const CONVERSATION = { product: 'app-conversation-row', bare: '.scroller.conversations .row' };

/** One to eight lines, so that rows differ in height; each begins with its number. Those of the past are not measured. */
export function textOf(number: number, word: 'paint' | 'past' = 'paint'): string {
  return `${word}-${String(number)} ${'lorem ipsum dolor sit amet '.repeat((number * 7) % 16)}`;
}

/** Lets messages come in by the clock: one that is late does not put off those behind it. */
export async function sayByTheClock(subject: ChatSubject, first: number, count: number, rate: number): Promise<void> {
  const start = performance.now();
  const said: Promise<void>[] = [];
  for (let number = first; number < first + count;) {
    const due = Math.min(count, Math.ceil(((performance.now() - start) * rate) / 1_000) || 1);
    if (first + due > number) {
      said.push(subject.say(number, first + due - number));
      number = first + due;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(said);
}
