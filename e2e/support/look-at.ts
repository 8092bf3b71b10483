import type { Page } from 'playwright-core';
import { expectAccessible } from './accessibility.ts';
import { picture } from './picture.ts';
import { expectWithinScreen } from './within-screen.ts';

const places = [
  { place: 'desk', viewport: { width: 1_440, height: 900 }, examined: 'light' },
  { place: 'phone', viewport: { width: 390, height: 844 }, examined: 'dark' },
] as const;

/**
 * Fails where something of the page cannot be reached: on a desk by day and on a phone by night, everything within the screen
 * on both. Keeps a picture of each, and leaves the page as on a desk by day.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  for (const { place, viewport, examined } of places) {
    await page.setViewportSize(viewport);
    // What measures its place, such as a chart, is drawn anew a frame later.
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    await expectWithinScreen(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      if (colorScheme === examined) await expectAccessible(page);
      await picture(page, colorScheme === 'light' ? `${name}-${place}` : `${name}-${place}-dark`);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  }
  await page.setViewportSize(places[0].viewport);
}
