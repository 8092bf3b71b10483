import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import {
  createTeam,
  expectAccessible,
  expectWithinScreen,
  fillSignIn,
  openBrowser,
  PASSWORD,
  picture,
  setSystemTheme,
  startProduct,
  type OpenBrowser,
  type OpenPage,
  type Product,
} from './support/index.ts';

const DESK = { width: 1_440, height: 900 };
const NEW_PASSWORD = 'una clave nueva y larga';
const PHONE = { width: 390, height: 844 };

let product: Product;
let browser: OpenBrowser;
let people: { admin: string; agent: string };

before(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  people = await createTeam(product, 'optica');
});
after(async () => {
  await browser.close();
  await product.stop();
});

async function open(context: TestContext, email: string, path: string, password = PASSWORD): Promise<OpenPage> {
  const opened = await browser.openPage(context, { viewport: DESK });
  await opened.page.goto(`${product.url}${path}`);
  await fillSignIn(opened.page, email, password);
  await opened.page.getByRole('navigation', { name: 'Secciones de los ajustes' }).waitFor();
  return opened;
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 2 });

/** What a section looks like in both themes and on a phone, and whether everybody can use it there. */
async function look(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await setSystemTheme(page, colorScheme);
    for (const [size, viewport] of Object.entries({ desk: DESK, phone: PHONE })) {
      await page.setViewportSize(viewport);
      await picture(page, `settings-${name}-${size}-${colorScheme}`);
      await expectAccessible(page);
      await expectWithinScreen(page);
    }
  }
  await setSystemTheme(page, 'light');
  await page.setViewportSize(DESK);
}

test('one’s own account', async (context) => {
  const opened = await open(context, people.agent, '/settings');
  const { page, complaints } = opened;
  await heading(page, 'Mi cuenta').waitFor();
  await look(page, 'profile');

  await context.test('a new name holds in every tab and for colleagues', async () => {
    const { page: other } = await opened.openTab();
    await other.goto(`${product.url}/settings/profile`);
    await page.getByRole('textbox', { name: 'Nombre' }).fill('Ana María');
    await page.getByRole('textbox', { name: 'Nombre' }).press('Enter');
    await page.getByText('Tu nombre está guardado.').waitFor();
    await page.getByRole('button', { name: 'Mi cuenta: Ana María' }).waitFor();
    await other.getByRole('button', { name: 'Mi cuenta: Ana María' }).waitFor();
    assert.equal(await other.getByRole('textbox', { name: 'Nombre' }).inputValue(), 'Ana María');
    await other.close();
  });

  await context.test('changes are not lost by a wrong click, nor by a closed tab', async () => {
    await page.getByRole('textbox', { name: 'Nombre' }).fill('Ana Mar');
    await page.getByRole('link', { name: 'Idioma y tema' }).click();
    await page.getByRole('heading', { name: '¿Descartar los cambios?' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    assert.equal(await page.getByRole('textbox', { name: 'Nombre' }).inputValue(), 'Ana Mar');
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    await (await asked).dismiss();
    await page.getByRole('link', { name: 'Idioma y tema' }).click();
    await page.getByRole('button', { name: 'Descartar' }).click();
    await heading(page, 'Idioma y tema').waitFor();
  });

  await context.test('language and theme hold at once', async () => {
    await look(page, 'appearance');
    const section = page.locator('app-appearance-section');
    await section.getByRole('button', { name: 'English' }).click();
    await heading(page, 'Language and theme').waitFor();
    await section.getByRole('button', { name: 'Dark' }).click();
    await page.locator('html[data-theme=dark]').waitFor();
    await section.getByRole('button', { name: 'System' }).click();
    await section.getByRole('button', { name: 'Español' }).click();
    await heading(page, 'Idioma y tema').waitFor();
  });

  await context.test('a new password ends the other sign-ins, and not this one', async () => {
    const { page: elsewhere } = await open(context, people.agent, '/settings/profile');
    await page.getByRole('link', { name: 'Mi cuenta' }).click();
    await page.getByLabel('Contraseña actual', { exact: true }).fill('otra clave cualquiera');
    await page.getByLabel('Contraseña nueva', { exact: true }).fill(NEW_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('Esta no es tu contraseña actual.').waitFor();
    await picture(page, 'settings-profile-wrong-password');
    await page.getByLabel('Contraseña actual', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('Contraseña cambiada.').waitFor();
    await elsewhere.getByRole('heading', { name: 'Entra a tu cuenta' }).waitFor();
    await elsewhere.getByText('Tu contraseña se cambió desde otro lugar.').waitFor();
    await fillSignIn(elsewhere, people.agent, NEW_PASSWORD);
    await heading(elsewhere, 'Mi cuenta').waitFor();
  });

  const refused = complaints.filter((complaint) => !complaint.includes('/api/auth/me/password'));
  assert.deepEqual(refused, []);
});

test('labels', async (context) => {
  const { page, complaints } = await open(context, people.admin, '/settings/labels');
  const { page: agent } = await open(context, people.agent, '/settings/labels', NEW_PASSWORD);
  await page.getByText('Aún no hay etiquetas').waitFor();
  await look(page, 'labels-none');

  await context.test('are made by keyboard, and seen by colleagues at once', async () => {
    await page.getByRole('button', { name: 'Nueva etiqueta' }).press('Enter');
    const editor = page.getByRole('dialog', { name: 'Nueva etiqueta' });
    await page.locator('input:focus').fill('Pago pendiente');
    await page.keyboard.press('Tab');
    for (const colour of ['Verde', 'Amarillo', 'Naranja']) {
      await page.keyboard.press('ArrowLeft');
      assert.ok(await editor.getByRole('radio', { name: colour }).isChecked());
    }
    await look(page, 'label-editor');
    await page.keyboard.press('Enter');
    await editor.waitFor({ state: 'detached' });
    await agent.getByText('Pago pendiente').waitFor();
    assert.equal(await agent.getByRole('button', { name: /Editar/ }).count(), 0);
    await expectAccessible(agent);
    await look(page, 'labels');
  });

  await context.test('are renamed, and asked about before they are removed', async () => {
    await page.getByRole('button', { name: 'Editar la etiqueta Pago pendiente' }).click();
    await page.getByRole('textbox', { name: 'Nombre' }).fill('Debe');
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: '¿Descartar los cambios?' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('textbox', { name: 'Nombre' }).press('Enter');
    await agent.getByText('Debe', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Eliminar la etiqueta Debe' }).click();
    await page.getByText('No está en ninguna conversación.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Eliminar', exact: true }).click();
    await agent.getByText('Aún no hay etiquetas').waitFor();
  });

  assert.deepEqual([...complaints], []);
});

test('canned replies', async (context) => {
  const { page, complaints } = await open(context, people.admin, '/settings/canned-replies');
  const { page: agent } = await open(context, people.agent, '/settings/canned-replies', NEW_PASSWORD);
  await page.getByText('Aún no hay respuestas rápidas').waitFor();

  await context.test('are written with the names to fill in, and seen by colleagues at once', async () => {
    await page.getByRole('button', { name: 'Nueva respuesta' }).press('Enter');
    await page.locator('input:focus').fill('/horario');
    const text = page.getByRole('textbox', { name: 'Texto' });
    await text.fill('Hola, abrimos de 9 a 18 h.\nSoy ');
    await page.getByRole('button', { name: 'Nombre del agente' }).click();
    await page.keyboard.type('.');
    assert.equal(await text.inputValue(), 'Hola, abrimos de 9 a 18 h.\nSoy {{agente}}.');
    await look(page, 'canned-reply-editor');
    await page.getByRole('button', { name: 'Guardar' }).click();
    await agent.getByText('/horario').waitFor();
    await look(page, 'canned-replies');
  });

  await context.test('have shortcuts of their own, which a refusal names', async () => {
    await page.getByRole('button', { name: 'Nueva respuesta' }).click();
    await page.getByRole('textbox', { name: 'Atajo' }).fill('HORARIO');
    await page.getByRole('textbox', { name: 'Texto' }).fill('Otro');
    await page.getByRole('textbox', { name: 'Atajo' }).press('Enter');
    await page.getByText('Ya está en uso.').waitFor();
    await page.getByRole('textbox', { name: 'Atajo' }).fill('pago');
    await page.getByRole('textbox', { name: 'Atajo' }).press('Enter');
    await agent.getByText('/pago').waitFor();
    await page.getByRole('button', { name: 'Eliminar la respuesta /pago' }).click();
    await page.getByRole('button', { name: 'Eliminar', exact: true }).click();
    await agent.getByText('/pago').waitFor({ state: 'detached' });
  });

  assert.deepEqual(
    complaints.filter((complaint) => !complaint.includes('/api/canned-replies')),
    [],
  );
});

test('notifications hold at once, in every tab', async (context) => {
  const opened = await open(context, people.admin, '/settings/notifications');
  const { page, complaints } = opened;
  const { page: other } = await opened.openTab();
  await other.goto(`${product.url}/settings/notifications`);
  await other.getByRole('radio', { name: 'Todos' }).waitFor();
  await page.getByRole('switch', { name: 'Horas de silencio' }).press('Space');
  await page.getByLabel('Desde').fill('21:30');
  await page.getByText('Desde las 21:30 hasta las 08:00 del día siguiente').waitFor();
  await page.getByRole('radio', { name: 'Los míos y los de nadie' }).check();
  await look(page, 'notifications');
  await other.getByText('Desde las 21:30 hasta las 08:00 del día siguiente').waitFor();
  await other.locator('input[type=radio]:checked + label', { hasText: 'Los míos' }).waitFor();
  assert.deepEqual([...complaints], []);
});

test('users', async (context) => {
  const { page, complaints } = await open(context, people.admin, '/settings/users');
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
  const shownPassword = async () => (await page.locator('dialog dd').nth(1).textContent()) ?? '';
  const email = 'eva@optica.test';
  await row('(tú)').waitFor();

  await context.test('are added with a password that works, and seen online', async (step) => {
    await page.getByRole('button', { name: 'Añadir persona' }).press('Enter');
    await page.locator('input:focus').fill('Eva Núñez');
    await page.getByRole('textbox', { name: 'Correo' }).fill(email);
    await look(page, 'user-editor');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Contraseña de Eva Núñez' }).waitFor();
    await look(page, 'user-password');
    const password = await shownPassword();
    await page.getByRole('button', { name: 'Listo' }).click();
    const { page: eva } = await open(step, email, '/settings/profile', password);
    await row('Eva Núñez').getByText('En línea').waitFor();
    await look(page, 'users');

    await page.getByRole('button', { name: 'Dar una contraseña nueva a Eva Núñez' }).click();
    await page.getByRole('button', { name: 'Nueva contraseña', exact: true }).click();
    await page.getByRole('heading', { name: 'Contraseña de Eva Núñez' }).waitFor();
    const second = await shownPassword();
    await page.getByRole('button', { name: 'Listo' }).click();
    await eva.getByRole('heading', { name: 'Entra a tu cuenta' }).waitFor();
    await eva.getByText('Un administrador cambió tu acceso').waitFor();
    await fillSignIn(eva, email, second);
    await heading(eva, 'Mi cuenta').waitFor();

    await page.getByRole('button', { name: 'Quitar el acceso a Eva Núñez' }).click();
    await page.getByRole('heading', { name: '¿Quitar el acceso a Eva Núñez?' }).waitFor();
    await look(page, 'user-deactivate');
    await page.getByRole('button', { name: 'Quitar acceso', exact: true }).click();
    await row('Eva Núñez').getByText('Sin acceso').waitFor();
    await eva.getByRole('heading', { name: 'Entra a tu cuenta' }).waitFor();
    await eva.getByText('Tu cuenta se desactivó').waitFor();
    await look(eva, 'user-deactivated');
    await fillSignIn(eva, email, 'otra clave cualquiera');
    await eva.getByText('El correo o la contraseña no son correctos.').waitFor();
    await fillSignIn(eva, email, second);
    await eva.getByText('Tu cuenta está desactivada.').waitFor();
  });

  await context.test('get another role and their access back', async () => {
    await page.getByRole('button', { name: 'Devolver el acceso a Eva Núñez' }).click();
    await row('Eva Núñez').getByText('Sin acceso').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Editar a Eva Núñez' }).click();
    await page.getByRole('radio', { name: 'Administrador' }).check();
    await page.getByText('sus sesiones se cierran').waitFor();
    await page.getByRole('button', { name: 'Guardar' }).click();
    await row('Eva Núñez').getByText('Administrador').waitFor();
  });

  assert.deepEqual([...complaints], []);
});

test('stages, fields of contacts and read receipts', async (context) => {
  const opened = await open(context, people.admin, '/settings/team');
  const { page, complaints } = opened;
  const { page: other } = await opened.openTab();
  await other.goto(`${product.url}/settings/team`);
  const names = (where: Page) => where.locator('app-named-settings-card').first().locator('.what').allTextContents();
  const until = (where: Page, expected: string) =>
    where.locator('app-named-settings-card').first().getByText(expected, { exact: true }).waitFor();
  await until(other, 'Perdido');

  await context.test('are put in order by keyboard, in every tab', async () => {
    await page.getByRole('button', { name: 'Subir Perdido' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('button:focus[aria-label="Subir Perdido"]').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Perdido: posición 2 de 4').waitFor();
    await other.locator('ol li:nth-child(2)', { hasText: 'Perdido' }).waitFor();
    assert.deepEqual(await names(other), ['Nuevo', 'Perdido', 'Interesado', 'Cliente']);
  });

  await context.test('are named, and asked about before they are removed', async () => {
    await page.getByRole('button', { name: 'Nueva etapa' }).press('Enter');
    await page.locator('input:focus').fill('nuevo');
    await page.keyboard.press('Enter');
    await page.getByText('Ya está en uso.').waitFor();
    await page.getByRole('textbox', { name: 'Nombre' }).fill('Visita agendada');
    await look(page, 'stage-editor');
    await page.keyboard.press('Enter');
    await until(other, 'Visita agendada');
    await page.getByRole('button', { name: 'Nuevo dato' }).click();
    await page.locator('input:focus').fill('Cumpleaños');
    await page.keyboard.press('Enter');
    await page.getByText('Cumpleaños', { exact: true }).waitFor();
    await look(page, 'team');
    await page.getByRole('button', { name: 'Eliminar Perdido' }).click();
    await page.getByText('No hay ningún contacto en ella.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Eliminar', exact: true }).click();
    await other.getByText('Perdido', { exact: true }).waitFor({ state: 'detached' });
  });

  await page.getByRole('switch', { name: 'Confirmaciones de lectura' }).press('Space');
  await other.getByText('las palomitas se quedan grises').waitFor();
  assert.deepEqual([...complaints], []);
});

test('on a phone the list gives place to a section, and the keyboard goes along', async (context) => {
  const { page, complaints } = await open(context, people.admin, '/settings/appearance');
  await page.setViewportSize(PHONE);
  await page.getByRole('link', { name: 'Ajustes' }).first().click();
  const entry = page.getByRole('link', { name: 'Mi cuenta' });
  await entry.waitFor();
  await expectAccessible(page);
  await picture(page, 'settings-list-phone');
  await entry.press('Enter');
  await heading(page, 'Mi cuenta').waitFor();
  await page.locator('a.back:focus').press('Enter');
  await page.locator('a:focus', { hasText: 'Mi cuenta' }).waitFor();
  assert.deepEqual([...complaints], []);
});
