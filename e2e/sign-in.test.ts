import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { expectAccessible, openBrowser, startProduct, type OpenBrowser, type Product } from './support/index.ts';

let product: Product;
let browser: OpenBrowser;

before(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
});
after(async () => {
  await Promise.all([browser.close(), product.stop()]);
});

test('a visitor finds a form to sign in, readable for everyone, and a quiet console', async (context) => {
  const { page, complaints } = await browser.openPage(context);
  await page.goto(`${product.url}/login`);

  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await page.getByLabel(/correo/i).isVisible(), true);
  assert.equal(await page.locator('input[type=password]').isVisible(), true);
  await expectAccessible(page);
  assert.deepEqual(complaints, []);
});
