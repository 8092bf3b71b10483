import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startWhatsAppWebServer, type Phone, type WhatsAppWebServer } from '../lab/whatsapp-web/index.ts';
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
let ventas: Phone;
let customer: Phone;
/** Of two further lines. */
let phones: readonly [Phone, Phone];

before(async () => {
  lab = await startWhatsAppWebServer();
  [product, browser] = await Promise.all([startProduct({ whatsappWebUrl: lab.url }), openBrowser()]);
  people = await createTeam(product, 'optica');
  ventas = lab.createPhone({ phoneNumber: '525510203040', name: 'Óptica Condorito' });
  const admin = await signInOverApi(product, people.admin);
  await linkLine(product, admin, 'Ventas', ventas);
  customer = lab.createPhone({ phoneNumber: '525510001004', name: 'Carlos Cruz' });
  phones = [
    lab.createPhone({ phoneNumber: '525510203050', name: 'Mayoristas' }),
    lab.createPhone({ phoneNumber: '525510203060', name: 'Soporte' }),
  ];
  await linkLine(product, admin, 'Mayoristas', phones[0]);
  await linkLine(product, admin, 'Soporte', phones[1]);
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

  ventas.closeCompanions(403);
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

/** What the notices lie over: the place of a third one, as tall as the last, is taken into account. */
const COVERED = `(() => {
  const boxes = [...document.querySelectorAll('.ngx-toastr')].map((notice) => notice.getBoundingClientRect());
  const [top, bottom] = [Math.min(...boxes.map((box) => box.top)), Math.max(...boxes.map((box) => box.bottom))];
  const end = bottom + boxes.at(-1).height;
  return [...document.querySelectorAll('app-composer, app-realtime-badge, app-conversation-header')]
    .filter((other) => other.getBoundingClientRect().top < end && other.getBoundingClientRect().bottom > top)
    .map((other) => other.localName);
})()`;

test('on a phone no notice lies over what is being written, the head of the conversation or the badge', async (context) => {
  const { page } = await browser.openPage(context, { viewport: { width: 390, height: 844 } });
  const [first, second] = phones;
  await customer.sendText(first.phoneNumber, 'Hola');
  await signIn(page, people.agent);
  await page.getByRole('link', { name: /Carlos Cruz/ }).click();
  await page.getByLabel('Mensaje', { exact: true }).fill('Un momento');
  first.closeCompanions(403);
  await second.unlink();
  const shown = page.locator('.ngx-toastr');
  await shown.filter({ hasText: '«Mayoristas» se detuvo' }).waitFor();
  await shown.filter({ hasText: '«Soporte» quedó desvinculada' }).waitFor();
  assert.deepEqual(await page.evaluate<string[]>(COVERED), []);
  await picture(page, 'notices-on-a-phone');
});
