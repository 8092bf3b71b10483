/**
 * How soon the pages are there and how soon they answer, as browsers measure it (Web Vitals), beside bare lists:
 * `npm run build && npx node bench/interactions.ts [--rounds 5] [--switches 30] [--conversations 50000] [--messages 100000]`.
 * Prints one table and writes nothing.
 *
 * LCP and CLS: a first visit to the page for signing in, and one, signed in, straight to a conversation, each in a browser
 * that has nothing kept. INP: the slowest answer to a click, over so many switches between conversations.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { ChatProduct, signInOn } from './support/chat-product.ts';
import { type ChatSubject, CONVERSATION } from './support/chat-subject.ts';
import { measureInTurn, printPairs } from './support/rounds.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    switches: { type: 'string', default: '30' },
    conversations: { type: 'string', default: '50000' },
    messages: { type: 'string', default: '100000' },
  },
});
const SWITCHES = Number(values.switches);
/** Rows that are in view without scrolling. */
const IN_VIEW = 6;
const vitalsScript = fileURLToPath(new URL('support/vitals.js', import.meta.url));

/** What `support/vitals.js` collects in the page. */
interface Vitals {
  /** The largest paint so far, in milliseconds since the page was asked for. */
  lcp: number;
  cls: number;
  /** The longest of each interaction's events, in milliseconds, by interaction; those below 16 ms are left out. */
  interactions: Map<number, number>;
}

const history = { conversations: Number(values.conversations), messages: Number(values.messages) };
const pairs = await measureInTurn(history, Number(values.rounds), measure);
printPairs(pairs, {
  signInLcp: { what: 'sign-in: LCP, ms', limit: '1000', digits: 0 },
  signInCls: { what: 'sign-in: CLS', limit: '0.05', digits: 3 },
  chatLcp: { what: 'conversation: LCP, ms', limit: '1000', digits: 0 },
  chatCls: { what: 'conversation: CLS', limit: '0.05', digits: 3 },
  inp: { what: `INP over ${String(SWITCHES)} switches, ms`, limit: '100', digits: 0 },
});

async function measure(subject: ChatSubject, browser: Browser) {
  const first =
    subject instanceof ChatProduct ? await firstVisit(subject, browser) : { lcp: Number.NaN, cls: Number.NaN };
  const page = await subject.open(browser, [vitalsScript]);
  await page.reload();
  await page.locator(CONVERSATION[subject.name]).first().waitFor();
  await page.locator('[data-key]').first().waitFor();
  await page.waitForTimeout(2_000);
  const { lcp, cls } = await read(page);
  return {
    signInLcp: first.lcp,
    signInCls: first.cls,
    chatLcp: lcp,
    chatCls: cls,
    inp: await switchAround(page, subject),
  };
}

async function firstVisit(product: ChatProduct, browser: Browser): Promise<{ lcp: number; cls: number }> {
  const page = await product.newPage(browser, [vitalsScript]);
  await page.goto(`${product.url}/login`);
  await page.locator('input[type=email]').waitFor();
  await page.waitForTimeout(1_000);
  const { lcp } = await read(page);
  await signInOn(page);
  await page.locator(CONVERSATION.product).first().waitFor();
  await page.waitForTimeout(1_000);
  // The way to the chat is part of the first load; its largest paint is not, since a person has acted in between.
  const { cls } = await read(page);
  await page.context().close();
  return { lcp, cls };
}

/** The worst of all, as INP is for so few interactions. */
async function switchAround(page: Page, subject: ChatSubject): Promise<number> {
  const rows = page.locator(CONVERSATION[subject.name]);
  for (let time = 0; time < SWITCHES; time++) {
    await rows.nth(time % IN_VIEW).click();
    await page.waitForTimeout(300);
  }
  const { interactions } = await read(page);
  return Math.max(0, ...interactions.map(([, duration]) => duration));
}

function read(page: Page): Promise<{ lcp: number; cls: number; interactions: [number, number][] }> {
  return page.evaluate(() => {
    const { lcp, cls, interactions } = (globalThis as unknown as { vitals: Vitals }).vitals;
    return { lcp, cls, interactions: [...interactions] };
  });
}
