import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fillSignIn, lookAt, startLinkedBusiness, type LinkedBusiness } from './support/index.ts';

const DESKTOP = { width: 1_440, height: 900 };
const SHOP = '525510203040';
const DELETE = 'Eliminar datos de esta persona';

/** What the browser keeps of what somebody has begun to write. */
const READ_DRAFTS = `new Promise((resolve, reject) => {
  const opened = indexedDB.open('condorito');
  opened.onerror = () => reject(new Error('The database could not be opened.'));
  opened.onsuccess = () => {
    const all = opened.result.transaction('drafts').objectStore('drafts').getAll();
    all.onsuccess = () => resolve(all.result);
  };
})`;

let business: LinkedBusiness;

before(async () => {
  business = await startLinkedBusiness(SHOP);
  const { lab } = business;
  const carlos = lab.createPhone({ phoneNumber: '525510001004', name: 'Carlos Cruz' });
  await carlos.sendText(SHOP, '¿Cuánto cuestan los zapatos rojos?');
});
after(() => business.stop());

test('an admin deletes a person’s data, and whoever has them open is told', async (context) => {
  const { browser, people, product } = business;
  const { page: agent } = await browser.openPage(context, { viewport: DESKTOP });
  const { page: admin, complaints } = await browser.openPage(context, { viewport: DESKTOP });
  await agent.goto(`${product.url}/chat`);
  await fillSignIn(agent, people.agent);
  await agent.getByText('¿Cuánto cuestan los zapatos rojos?').first().click();
  await agent.getByRole('textbox', { name: 'Mensaje' }).fill('Un borrador que nadie verá');
  await admin.goto(`${product.url}/chat`);
  await fillSignIn(admin, people.admin);
  await admin.getByRole('link', { name: 'Contactos' }).click();
  const dialog = admin.getByRole('dialog');
  const row = admin.locator('app-contact-table').getByRole('link', { name: 'Carlos Cruz' });

  await context.test('with the keyboard it is opened, reads well, and wants a word', async () => {
    await admin.waitForURL('**/contacts');
    await row.focus();
    await admin.keyboard.press('Enter');
    await admin.getByRole('button', { name: DELETE }).focus();
    await admin.keyboard.press('Enter');
    await dialog.getByText('1 mensaje', { exact: true }).waitFor();
    await lookAt(admin, 'contact-deletion');
    await dialog.getByRole('textbox').focus();
    await admin.keyboard.press('Enter');
    await dialog.getByText('Escribe «ELIMINAR» para confirmar.').waitFor();
  });

  await context.test('given up, everything is as it was', async () => {
    await admin.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await admin.evaluate('document.activeElement.textContent.trim()'), DELETE);
    await row.waitFor();
  });

  await context.test('done, they are gone for everybody, with what was begun for them', async () => {
    await admin.keyboard.press('Enter');
    await dialog.getByRole('textbox').fill('eliminar');
    await admin.keyboard.press('Enter');
    await admin.getByText('Se eliminaron los datos de este contacto.').waitFor();
    await admin.getByText('Los datos se eliminaron.').waitFor();
    await row.waitFor({ state: 'detached' });
    await agent.getByText('Esta conversación se eliminó').waitFor();
    await agent.getByText('Lo que habías empezado a escribir aquí se eliminó también.').waitFor();
    await agent.locator('app-conversation-header').waitFor({ state: 'detached' });
    await lookAt(agent, 'contact-deleted-in-chat');
    await agent.getByText('¿Cuánto cuestan los zapatos rojos?').first().waitFor({ state: 'detached' });
    assert.deepEqual(await agent.evaluate(READ_DRAFTS), []);
  });

  // A contact who is no more is answered so, and so is whoever follows a log that has begun anew.
  assert.deepEqual(
    complaints.filter((one) => !/status of (404|410)/.test(one)),
    [],
  );
});
