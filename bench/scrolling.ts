/**
 * Frames dropped while scrolling back through 100,000 messages and down a list of 50,000 conversations, beside bare lists:
 * `npm run build && npx node bench/scrolling.ts [--rounds 5] [--seconds 10] [--conversations 50000] [--messages 100000]`.
 * Prints one table and writes nothing.
 *
 * The page moves by 60 pixels in each animation frame, faster than anybody reads; what is older is fetched on the way.
 */
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { type ChatSubject, CONVERSATIONS, MESSAGES } from './support/chat-subject.ts';
import { droppedFrames } from './support/dropped-frames.ts';
import { pageToolsScript, scroll } from './support/page-tools.ts';
import { measureInTurn, printPairs } from './support/rounds.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '10' },
    conversations: { type: 'string', default: '50000' },
    messages: { type: 'string', default: '100000' },
  },
});
const STEP = 60;

const history = { conversations: Number(values.conversations), messages: Number(values.messages) };
const pairs = await measureInTurn(history, Number(values.rounds), measure);
console.log(`${values.seconds} s each, ${String(STEP)} pixels a frame`);
printPairs(pairs, {
  messages: { what: 'messages: frames dropped, %', limit: '1', digits: 2 },
  messagesLongest: { what: 'messages: longest frame, ms' },
  messagesFar: { what: 'messages: pixels gone', digits: 0 },
  conversations: { what: 'conversations: frames dropped, %', limit: '1', digits: 2 },
  conversationsLongest: { what: 'conversations: longest frame, ms' },
  conversationsFar: { what: 'conversations: pixels gone', digits: 0 },
});

async function measure(subject: ChatSubject, browser: Browser) {
  const page = await subject.open(browser, [pageToolsScript]);
  // What is fetched ahead of its need, three seconds after the chat, is not part of it.
  await page.waitForTimeout(4_000);
  const back = await framesOf(page, MESSAGES[subject.name], -STEP);
  const down = await framesOf(page, CONVERSATIONS[subject.name], STEP);
  return {
    messages: back.dropped,
    messagesLongest: back.longest,
    messagesFar: back.far,
    conversations: down.dropped,
    conversationsLongest: down.longest,
    conversationsFar: down.far,
  };
}

async function framesOf(page: Page, selector: string, step: number) {
  const { frames, far } = await scroll(page, { selector, step, milliseconds: Number(values.seconds) * 1_000 });
  const gaps = frames.slice(1).map((at, index) => at - (frames[index] ?? at));
  return { dropped: droppedFrames(frames) * 100, longest: Math.max(...gaps), far };
}
