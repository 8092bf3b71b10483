import type { Page } from 'playwright-core';

/** Runs in the page: looks at the badge after every change of the document. */
const RECORDER = `(() => {
  let last = '';
  const look = () => {
    const word = document.querySelector('app-realtime-badge app-badge')?.textContent.trim() ?? '';
    if (word === '' || word === last) return;
    last = word;
    void globalThis.noteBadge(word);
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
})()`;

/** Every word that the realtime badge of this page comes to say, in order; to be called before the page is loaded. */
export async function recordBadges(page: Page): Promise<readonly string[]> {
  const words: string[] = [];
  await page.exposeFunction('noteBadge', (word: string) => words.push(word));
  await page.addInitScript(RECORDER);
  return words;
}
