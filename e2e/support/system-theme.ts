import type { Page } from 'playwright-core';

/** Resolves in the page once its ink is that of this theme. */
const isInked = (theme: string) => `(async () => {
  const sample = document.createElement('i');
  sample.style.cssText = 'color-scheme: ${theme}; color: var(--color-text)';
  document.body.append(sample);
  const ink = (element) => getComputedStyle(element).color;
  while (ink(document.body) !== ink(sample)) await new Promise(requestAnimationFrame);
  sample.remove();
})()`;

/** Makes the system light or dark. The browser tells the page a moment later, so it resolves once the page looks like that. */
export async function setSystemTheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(isInked(colorScheme));
}
