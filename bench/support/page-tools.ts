import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

export const pageToolsScript = fileURLToPath(new URL('page-tools.js', import.meta.url));

/** What `page-tools.js` does in a page. */
interface Tools {
  lastShown(): number;
  countNodes(): number;
  scroll(way: Way): Promise<{ frames: number[]; far: number }>;
}

export interface Way {
  selector: string;
  /** In pixels per animation frame; negative upwards. */
  step: number;
  milliseconds: number;
}

type WithTools = typeof globalThis & { tools: Tools };

/** Waits until a message with this number, or a later one, is in the page. */
export async function untilShown(page: Page, number: number): Promise<void> {
  await page.waitForFunction((number) => (globalThis as WithTools).tools.lastShown() >= number, number);
}

export function countNodes(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as WithTools).tools.countNodes());
}

/** Times of the frames in milliseconds, and how far it came in pixels. */
export function scroll(page: Page, way: Way): Promise<{ frames: number[]; far: number }> {
  return page.evaluate((way) => (globalThis as WithTools).tools.scroll(way), way);
}
