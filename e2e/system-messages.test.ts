import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startWhatsAppWebServer, type WhatsAppWebServer } from '../lab/whatsapp-web/index.ts';
import {
  fillSignIn,
  createTeam,
  expectAccessible,
  linkLine,
  openBrowser,
  picture,
  signInOverApi,
  startProduct,
  type OpenBrowser,
  type Product,
} from './support/index.ts';

let lab: WhatsAppWebServer;
let product: Product;
let browser: OpenBrowser;
let people: { admin: string; agent: string };

before(async () => {
  lab = await startWhatsAppWebServer();
  [product, browser] = await Promise.all([startProduct({ whatsappWebUrl: lab.url }), openBrowser()]);
  people = await createTeam(product, 'optica');
  const phone = lab.createPhone({ phoneNumber: '525510203040', name: 'Óptica Condorito' });
  await linkLine(product, await signInOverApi(product, people.admin), 'Ventas', phone);
});
after(async () => {
  await browser.close();
  await product.stop();
  await lab.close();
});

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(product.url);
  await fillSignIn(page, email);
  await page.getByText('Tiempo real').waitFor();
}

const notices = (page: Page) => page.locator('.ngx-toastr', { hasText: 'La línea «Ventas» se detuvo' });

test('a banned number: everybody is told once, and the admin sees that it needs somebody', async (context) => {
  const { page: admin, complaints } = await browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  const { page: agent } = await browser.openPage(context, { viewport: { width: 390, height: 844 } });
  await signIn(admin, people.admin);
  await signIn(agent, people.agent);
  const secondTab = await admin.context().newPage();
  await secondTab.goto(product.url);
  await secondTab.getByText('Tiempo real').waitFor();

  lab.faults.closeAll(403);
  await Promise.race([admin, secondTab].map((page) => notices(page).waitFor()));
  await notices(agent).waitFor();
  await agent.getByText('WhatsApp bloqueó').waitFor();
  for (const page of [admin, secondTab]) {
    await page.getByRole('link', { name: /WhatsApp.*1 línea necesita atención/ }).waitFor();
    await picture(page, page === admin ? 'line-stopped-admin' : 'line-stopped-second-tab');
  }
  const told = await Promise.all([admin, secondTab].map((page) => notices(page).count()));
  assert.deepEqual(told.sort(), [0, 1]);
  await picture(agent, 'line-stopped-agent');
  assert.equal(await agent.getByRole('link', { name: /necesita atención/ }).count(), 0);
  await expectAccessible(admin);
  await admin.setViewportSize({ width: 390, height: 844 });
  await picture(admin, 'line-stopped-admin-phone');
  assert.deepEqual(complaints, []);
});
