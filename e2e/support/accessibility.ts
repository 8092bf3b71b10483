import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** WCAG 2.2 at level AA, and what axe holds to be good practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Fails with each rule that the page breaks and the elements that break it. `within` is a CSS selector. */
export async function expectAccessible(page: Page, within?: string): Promise<void> {
  // A colour on its way to another, as after a change of the theme, is not what anybody reads.
  await page.evaluate(
    'Promise.allSettled(document.getAnimations().filter((each) => each instanceof CSSTransition).map(({ finished }) => finished))',
  );
  // Evaluated rather than added as a script, which the page's own security policy would refuse; it stays until the next load.
  if (await page.evaluate("typeof axe === 'undefined'")) await page.evaluate(axe.source);
  const options: axe.RunOptions = { runOnly: { type: 'tag', values: RULES }, resultTypes: ['violations'] };
  const context = within === undefined ? 'document' : JSON.stringify(within);
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(${context}, ${JSON.stringify(options)})`);
  assert.deepEqual(violations.map(described), []);
}

function described({ id, help, nodes }: axe.Result): string {
  return `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join(', ')})`;
}
