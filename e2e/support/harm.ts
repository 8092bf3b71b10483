import type { BrowserContext, Page } from 'playwright-core';
import { CANARY } from './harmful-texts.ts';

/** Runs in each page before anything of the app. */
const WATCH = `(() => {
  globalThis.harm = (number) => void globalThis.noteHarm('ran: ' + String(number));
  for (const name of ['alert', 'confirm', 'prompt', 'print']) globalThis[name] = () => void globalThis.noteHarm(name);
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
    void globalThis.noteHarm(['policy:', violatedDirective, blockedURI, sample].join(' '));
  });
})()`;

/**
 * All that harmful texts come to do in the pages of this browser: calls of `harm(…)`, what the security policy had to refuse,
 * requests for the canary, windows and dialogs that open, and ways that lead away from the product at `url`. To be called
 * before the first page loads.
 */
export async function watchHarm(context: BrowserContext, url: string): Promise<readonly string[]> {
  const harm: string[] = [];
  const opened = new Set<Page>(context.pages());
  const watch = (page: Page): void => {
    page.on('dialog', (dialog) => {
      harm.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('framenavigated', (frame) => {
      if (!frame.url().startsWith(`${url}/`)) harm.push(`led to: ${frame.url()}`);
    });
  };
  opened.forEach(watch);
  context.on('page', (page) => {
    harm.push(`window: ${page.url()}`);
    watch(page);
  });
  context.on('request', (request) => {
    if (new URL(request.url()).host.includes(CANARY)) harm.push(`request: ${request.url()}`);
  });
  await context.exposeFunction('noteHarm', (what: string) => harm.push(what));
  await context.addInitScript(WATCH);
  return harm;
}
