import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** Frames in which nothing moves any more: the list has come to its end, and nothing is on its way to it. */
const FRAMES_AT_REST = 60;

/**
 * Scrolls through a list that holds only what is in view, down and then up, and fails with the texts that none of its items
 * contains. Spaces and the marks of WhatsApp's formatting do not count. Scroller and items are CSS selectors.
 */
export async function readThrough(page: Page, scroller: string, item: string, texts: readonly string[]): Promise<void> {
  await page.locator(item).first().waitFor();
  const missing = await page.evaluate<string[]>(`(async () => {
    const plain = (text) => text.replaceAll(/[*_~\`\\s]/g, '');
    const scroller = document.querySelector(${JSON.stringify(scroller)});
    const start = scroller.scrollTop;
    let missing = ${JSON.stringify(texts)};
    for (const step of [0.7, -0.7]) {
      for (let atRest = 0; missing.length > 0 && atRest < ${String(FRAMES_AT_REST)}; atRest++) {
        const shown = [...document.querySelectorAll(${JSON.stringify(item)})].map(({ textContent }) => plain(textContent));
        missing = missing.filter((text) => !shown.some((each) => each.includes(plain(text))));
        const before = scroller.scrollTop;
        scroller.scrollTop += step * scroller.clientHeight;
        await new Promise(requestAnimationFrame);
        if (scroller.scrollTop !== before) atRest = 0;
      }
    }
    scroller.scrollTop = start;
    return missing;
  })()`);
  assert.deepEqual(missing, []);
}
