import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { chromium, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { recordBadges } from './badges.ts';
import { BROWSER_ARGUMENTS, findBrowser } from '../../scripts/find-browser.ts';

/** How long the browser may take for one step, in milliseconds. */
const STEP_LIMIT = 20_000;
/** How a page learns that nobody is signed in; the browser itself notes the 401. */
const NOT_SIGNED_IN = /status of 401 .*\(\S+\/api\/auth\/me\)$/;

export interface OpenPage {
  readonly page: Page;
  /** What the page has written to its console as an error, thrown without catching, or asked for in vain, so far. */
  readonly complaints: readonly string[];
  /** What the realtime badge has said so far, word after word, across reloads. */
  readonly badges: readonly string[];
  /** Another tab of the same browser. */
  openTab(): Promise<OpenPage>;
}

export interface OpenBrowser {
  /**
   * A page with cookies and storage of its own: one more person, or one more computer. When the test fails, a picture of
   * the page is left in a temporary folder and the test says where.
   */
  openPage(test: TestContext, options?: BrowserContextOptions): Promise<OpenPage>;
  close(): Promise<void>;
}

/** `further` are arguments of Chromium beside those that every test has. */
export async function openBrowser(further: readonly string[] = []): Promise<OpenBrowser> {
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: [...BROWSER_ARGUMENTS, ...further],
  });
  return {
    openPage: async (test, options = {}) => {
      const context = await browser.newContext({
        locale: 'es-CO',
        timezoneId: 'America/Bogota',
        viewport: { width: 1_280, height: 800 },
        reducedMotion: 'reduce',
        // A worker answers for the server, and Playwright cannot hold up or change what it asks for.
        serviceWorkers: 'block',
        ...options,
      });
      context.setDefaultTimeout(STEP_LIMIT);
      const open = await watch(context);
      test.after(async () => {
        if (!hasPassed(test)) await leavePicture(open.page, test);
        await context.close();
      });
      return open;
    },
    close: () => browser.close(),
  };
}

async function watch(context: BrowserContext): Promise<OpenPage> {
  const page = await context.newPage();
  return { page, complaints: complaintsOf(page), badges: await recordBadges(page), openTab: () => watch(context) };
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    const text = `${message.text()} (${message.location().url})`;
    if (message.type() === 'error' && !NOT_SIGNED_IN.test(text)) complaints.push(text);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

/** Node says so since 21.7; its type definitions do not yet. */
function hasPassed(test: TestContext): boolean {
  return 'passed' in test && test.passed === true;
}

async function leavePicture(page: Page, test: TestContext): Promise<void> {
  const path = join(mkdtempSync(join(tmpdir(), 'condorito-e2e-')), 'page.png');
  await page.screenshot({ path, fullPage: true });
  test.diagnostic(`The page at that moment, ${page.url()}: ${path}`);
}
