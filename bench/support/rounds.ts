import { cpus, loadavg } from 'node:os';
import { type Browser, chromium } from 'playwright-core';
import { BROWSER_ARGUMENTS, findBrowser } from '../../scripts/find-browser.ts';
import { ChatBare } from './chat-bare.ts';
import { ChatProduct } from './chat-product.ts';
import type { ChatSubject, History } from './chat-subject.ts';
import { median } from './percentiles.ts';

/** The same figures of both, round for round. */
export type Pairs<Figure extends string> = Record<ChatSubject['name'], Record<Figure, number>[]>;

/**
 * Measures the product and the bare lists in turn, `rounds` times, each time in a browser that was started for it. They
 * take turns at who is first.
 */
export async function measureInTurn<Figure extends string>(
  history: History,
  rounds: number,
  measure: (subject: ChatSubject, browser: Browser, round: number) => Promise<Record<Figure, number>>,
): Promise<Pairs<Figure>> {
  const before = loadavg()[0] ?? 0;
  const subjects: ChatSubject[] = [await ChatProduct.start(history), await ChatBare.start(history)];
  const pairs: Pairs<Figure> = { product: [], bare: [] };
  try {
    for (let round = 0; round < rounds; round++) {
      for (const subject of round % 2 === 0 ? subjects : subjects.toReversed()) {
        pairs[subject.name].push(await inNewBrowser((browser) => measure(subject, browser, round)));
      }
    }
  } finally {
    for (const subject of subjects) await subject.close();
  }
  const load = `${before.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after`;
  const { conversations, messages } = history;
  console.log(`${String(cpus().length)} × ${cpus()[0]?.model ?? 'processor'}, Node ${process.version}, load ${load}`);
  console.log(
    `${String(conversations)} conversations, ${String(messages)} messages in the open one; medians of ${String(rounds)} rounds\n`,
  );
  return pairs;
}

async function inNewBrowser<Result>(run: (browser: Browser) => Promise<Result>): Promise<Result> {
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: [...BROWSER_ARGUMENTS] });
  try {
    return await run(browser);
  } finally {
    await browser.close();
  }
}

/** One line for each figure: both medians, the median of the rounds' own ratios, and what the product is to keep to. */
export function printPairs<Figure extends string>(
  { product, bare }: Pairs<Figure>,
  rows: Record<Figure, { what: string; limit?: string; digits?: number }>,
): void {
  console.log(`${''.padEnd(44)}${['product', 'bare', 'ratio', 'limit'].map(column).join('')}`);
  for (const figure of Object.keys(rows) as Figure[]) {
    const { what, limit = '', digits = 1 } = rows[figure];
    const of = (rounds: Record<Figure, number>[]) => rounds.map((round) => round[figure]);
    const ratios = of(product).map((value, round) => value / (bare[round]?.[figure] ?? Number.NaN));
    const ratio = median(ratios);
    const figures = [median(of(product)), median(of(bare))].map((value) => value.toFixed(digits));
    console.log(
      `${what.padEnd(44)}${[...figures, Number.isFinite(ratio) ? ratio.toFixed(2) : '', limit].map(column).join('')}`,
    );
  }
}

function column(text: string): string {
  return text.padStart(12);
}
