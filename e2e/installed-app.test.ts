import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { FaultyProxy } from '../lab/network/index.ts';
import {
  createTeam,
  expectAccessible,
  fillSignIn,
  openBrowser,
  picture,
  startProduct,
  type OpenBrowser,
  type Product,
} from './support/index.ts';

/** What runs in the page; the types of browsers are not loaded here. */
interface Scope {
  Notification: { permission: string };
  navigator: {
    serviceWorker: {
      ready: Promise<{
        getNotifications(): Promise<{ title: string; body: string; data: { path: string } }[]>;
      }>;
    };
  };
}

let product: Product;
let proxy: FaultyProxy;
let browser: OpenBrowser;
let people: { admin: string; agent: string };

before(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  proxy = await FaultyProxy.start(product.url);
  people = await createTeam(product, 'optica');
});
after(async () => {
  await browser.close();
  await proxy.close();
  await product.stop();
});

async function openInstalled(page: Page): Promise<void> {
  await page.goto(`${proxy.url}/chat`);
  await fillSignIn(page, people.agent);
  await page.getByText('Tiempo real').waitFor();
  await page.evaluate(async () => {
    await (globalThis as unknown as Scope).navigator.serviceWorker.ready;
  });
}

test('the app opens without its server, says so, and goes on by itself', async (context) => {
  const { page } = await browser.openPage(context, { serviceWorkers: 'allow', viewport: { width: 390, height: 844 } });
  await openInstalled(page);
  proxy.refuse();
  await page.reload();
  await page.getByText('No se puede llegar al servidor. En cuanto responda, seguirás donde estabas.').waitFor();
  await picture(page, 'opened-without-server');
  await expectAccessible(page);
  proxy.accept();
  await page.getByText('Tiempo real').waitFor({ timeout: 30_000 });
  assert.match(page.url(), /\/chat$/);
});

test('a push becomes a notification that knows its conversation', async (context) => {
  const { page } = await browser.openPage(context, { serviceWorkers: 'allow' });
  await page.context().grantPermissions(['notifications'], { origin: proxy.url });
  await openInstalled(page);
  if ((await page.evaluate(() => (globalThis as unknown as Scope).Notification.permission)) !== 'granted') {
    context.skip('This browser shows no notifications, whatever is granted: the one that npm brings is such a one.');
    return;
  }
  const devtools = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      for (const { registrationId, scopeURL } of registrations)
        if (scopeURL.startsWith(proxy.url)) resolve(registrationId);
    });
  });
  // Playwright has every page believe that it is looked at.
  await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: false });
  await devtools.send('ServiceWorker.enable');
  const elsewhere = await page.context().newPage();
  await elsewhere.goto('about:blank');
  await elsewhere.bringToFront();
  // The browser learns a moment later that the page is not looked at any more: until then nothing is shown.
  const push = {
    origin: proxy.url,
    registrationId: await registered,
    data: JSON.stringify({ conversationId: 'c-1', title: 'Carlos Cruz', body: '¿Ya están mis lentes?' }),
  };
  const notification = () =>
    page.evaluate(async () => {
      const registration = await (globalThis as unknown as Scope).navigator.serviceWorker.ready;
      const [first] = await registration.getNotifications();
      return first && { title: first.title, body: first.body, path: first.data.path };
    });
  let shown = await notification();
  while (!shown) {
    await devtools.send('ServiceWorker.deliverPushMessage', push);
    shown = await notification();
  }
  assert.deepEqual(shown, {
    title: 'Carlos Cruz',
    body: '¿Ya están mis lentes?',
    path: '/chat/c-1',
  });
});
