import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** Whatever is seen and reaches over the left or right edge of the screen; what is there for screen readers has 1 px. */
const REACHING_OVER = `
  [...document.body.querySelectorAll('*')].flatMap((element) => {
    const { left, right, width, height } = element.getBoundingClientRect();
    if (width <= 1 || height <= 1 || (left >= -0.5 && right <= innerWidth + 0.5)) return [];
    return [[element.localName, ...element.classList].join('.') + ' from ' + left + ' to ' + right];
  })
`;

/** Fails with each element that a person would have to scroll sideways for. */
export async function expectWithinScreen(page: Page): Promise<void> {
  assert.deepEqual(await page.evaluate<string[]>(REACHING_OVER), []);
}
