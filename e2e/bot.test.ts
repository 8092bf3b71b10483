import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { ChatCompletions } from '../lab/chat-completions/index.ts';
import type { Phone } from '../lab/whatsapp-web/index.ts';
import {
  bubble,
  createTeam,
  expectAccessible,
  fillSignIn,
  lookAt,
  openChat,
  startLinkedBusiness,
  startProduct,
  type LinkedBusiness,
} from './support/index.ts';

const BUSINESS = '573009998866';
const PRICES = { name: 'precios.pdf', mimeType: 'application/pdf', bytes: Buffer.from('%PDF-1.4 precios') };

let business: LinkedBusiness;
let luz: Phone;

before(async () => {
  business = await startLinkedBusiness(BUSINESS);
  luz = business.lab.createPhone({ phoneNumber: '573001234566', name: 'Luz' });
});
after(() => business.stop());

async function open(page: Page, path: string, email: string): Promise<void> {
  await page.goto(`${business.product.url}${path}`);
  await fillSignIn(page, email);
}

const everywhere = (page: Page) => page.getByRole('switch', { name: 'Respuestas automáticas' });
const here = (page: Page) => page.getByRole('switch', { name: 'Bot en esta conversación' });

test('the bot is on or off in every tab and for every colleague at once', async (context) => {
  const { browser, people, product } = business;
  const opened = await browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  const { page: carla, complaints } = opened;
  await open(carla, '/bot', people.admin);
  await carla.getByText('Empieza con una de estas').waitFor();
  const { page: panel } = await opened.openTab();
  await panel.goto(`${product.url}/dashboard`);
  const { page: ana, complaints: anas } = await browser.openPage(context);
  await openChat(ana, product, people.agent);
  await luz.sendText(BUSINESS, 'Hola, ¿qué precio tienen?');
  await ana.getByRole('link', { name: /Luz/ }).click();

  await context.test('on the panel, on its screen and in the chat', async () => {
    await panel.getByText('El bot no contesta a nadie.').waitFor();
    await here(ana).and(ana.locator('[aria-disabled=true]')).waitFor();
    await panel.getByRole('switch', { name: 'Respuestas automáticas' }).press('Space');
    await everywhere(carla).and(carla.locator(':checked')).waitFor();
    await here(ana).and(ana.locator('[aria-checked=true]')).waitFor();
    await panel.getByText('Todavía no tiene ninguna regla encendida').waitFor();
    await expectAccessible(panel);

    await everywhere(carla).press('Space');
    await panel.getByText('El bot no contesta a nadie.').waitFor();
    await here(ana).and(ana.locator('[aria-disabled=true]')).waitFor();
    await here(ana).press('Enter');
    await ana.getByText('El bot está apagado para todas las conversaciones').waitFor();
    await everywhere(carla).press('Space');
  });

  await context.test('in one conversation', async () => {
    await panel.goto(ana.url());
    await here(panel).and(panel.locator('[aria-checked=true]')).waitFor();
    await here(ana).press('Enter');
    await here(ana).and(ana.locator('[aria-checked=false]')).waitFor();
    await here(panel).and(panel.locator('[aria-checked=false]')).waitFor();
    await lookAt(ana, 'bot-chat');
    await here(panel).click();
    await here(ana).and(ana.locator('[aria-checked=true]')).waitFor();
  });

  assert.deepEqual([...complaints, ...anas], []);
});

test('rules are written, tried and saved', async (context) => {
  const { browser, people, product } = business;
  const opened = await browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  const { page, complaints } = opened;
  await open(page, '/bot', people.admin);
  await page.getByRole('button', { name: 'Añadir las cuatro' }).waitFor();
  await lookAt(page, 'bot-none');
  const rows = page.locator('app-rule-row');

  await context.test('from templates, and one of one’s own by the keyboard alone', async () => {
    await page.getByRole('button', { name: 'Añadir las cuatro' }).press('Enter');
    await rows.nth(3).waitFor();
    await page.getByRole('button', { name: 'Añadir regla' }).press('Enter');
    await page.locator('input[id^=rule-name]:focus').waitFor();
    await page.keyboard.type('Precios');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('precio, cuánto cuesta');
    await page.getByRole('textbox', { name: 'Respuesta' }).fill('Los lentes cuestan *20*, ');
    await page.getByRole('button', { name: 'Insertar nombre' }).press('Enter');
    await page.locator('app-reply-fields input[type=file]').setInputFiles({ ...PRICES, buffer: PRICES.bytes });
    await page.getByText(PRICES.name).waitFor();
    await page.getByRole('button', { name: 'Añadir acción' }).press('Enter');
    await page.locator('select:focus').waitFor();
    await page.keyboard.press('End');
    await page.getByRole('textbox', { name: 'Texto de la nota' }).fill('Preguntó por el precio');
    const handle = page.getByRole('button', { name: /^Mover «Precios», regla/ });
    for (let step = 0; step < 4; step++) await handle.press('ArrowUp');
    await page.getByText('«Precios» está ahora en el lugar 1 de 5.').waitFor({ state: 'attached' });
    assert.match((await rows.first().textContent()) ?? '', /1\. Precios/);
    await lookAt(page, 'bot-rules');
  });

  await context.test('a half written one says what is missing, when it is to be saved', async () => {
    await page.getByRole('button', { name: 'Añadir regla' }).click();
    await page.getByRole('link', { name: 'Límites' }).click();
    await page.getByRole('button', { name: 'Guardar' }).click();
    await page.getByText('Escribe al menos una palabra.').waitFor();
    await page.locator('input[aria-label=Palabras]:focus').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Quitar', exact: true }).click();
    await page.getByRole('button', { name: 'Deshacer' }).click();
    await rows.nth(5).waitFor();
    await page.getByRole('button', { name: 'Quitar', exact: true }).click();
  });

  await context.test('tried before they are saved', async () => {
    await rows.first().getByText('» · Envía un archivo · Deja una nota').waitFor();
    await page.getByRole('textbox', { name: 'Quien escribe' }).fill('Luz');
    await page.getByRole('textbox', { name: 'Escribe como un contacto' }).fill('¿Qué precio tienen?');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'No esperar' }).click();
    await page.getByText('Contestó la regla 1, «Precios».').waitFor();
    await page.locator('.bubble', { hasText: 'Los lentes cuestan 20, Luz' }).waitFor();
    await page.getByText('Por qué no las demás').click();
    await page.getByText('no se leyó; contestó antes otra.').first().waitFor();
    await lookAt(page, 'bot-preview');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Probar el bot' }).click();
    await page.locator('.back:focus').waitFor();
    await lookAt(page, 'bot-preview-alone');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Volver a editar' }).click();
    await page.locator('.try:focus').waitFor();
  });

  await context.test('the other sections', async () => {
    for (const section of ['Horario', 'Ritmo', 'Límites']) {
      await page.getByRole('link', { name: section }).click();
      await page.getByRole('heading', { name: section, level: 2 }).waitFor();
      await lookAt(page, `bot-${section.toLowerCase().replace('í', 'i')}`);
    }
    await page.getByRole('link', { name: 'Ritmo' }).click();
    await page.getByRole('button', { name: 'Ver en tiempo real' }).click();
    await page.locator('app-typing-preview').getByText('Escribiendo…').waitFor();
  });

  await context.test('saved, and seen by a colleague who had the screen open', async () => {
    const { page: other } = await opened.openTab();
    await other.goto(`${product.url}/bot`);
    await other.getByText('Empieza con una de estas').waitFor();
    await page.getByRole('button', { name: 'Guardar' }).click();
    await page.getByText('Bot guardado.').waitFor();
    await other.getByRole('button', { name: /^1\. Precios/ }).waitFor();
    await other.close();
  });

  assert.deepEqual([...complaints], []);
});

test('what was saved answers a contact, who sees it written, and hands over to people', async (context) => {
  const { browser, people, product } = business;
  const { page: ana, complaints } = await browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  await openChat(ana, product, people.agent);
  await ana.getByRole('link', { name: /Luz/ }).click();
  await here(ana).and(ana.locator('[aria-checked=true]')).waitFor();

  await context.test('the bot is seen writing, and signs what it writes', async () => {
    await luz.sendText(BUSINESS, '¿Qué precio tienen los lentes?');
    await ana.locator('app-conversation-header').getByText('El bot está escribiendo…').waitFor();
    await ana.locator('app-conversation-row').getByText('El bot está escribiendo…').waitFor();
    const answer = bubble(ana, 'Los lentes cuestan 20, Luz');
    await answer.getByText('Bot', { exact: true }).waitFor();
    await answer.getByLabel('Entregado').waitFor();
    const sheet = await luz.untilLine(BUSINESS, ({ file }) => file?.fileName === PRICES.name);
    assert.equal(sheet.text, 'Los lentes cuestan *20*, Luz');
    assert.deepEqual(Buffer.from(await luz.openFile(BUSINESS, sheet.id)), PRICES.bytes);
    await answer.getByText(PRICES.name).waitFor();
    await bubble(ana, 'Preguntó por el precio').getByText('Nota interna').waitFor();
  });

  await context.test('whoever asks for a person gets one: the bot is off in the conversation', async () => {
    await luz.sendText(BUSINESS, 'Quiero hablar con una persona');
    await ana.getByText('El bot pasó la conversación al equipo y no responde más aquí').waitFor();
    await here(ana).and(ana.locator('[aria-checked=false]')).waitFor();
    await lookAt(ana, 'bot-handed-over');
  });

  assert.deepEqual([...complaints], []);
});

test('a language model answers what no rule fits, by a key that is never shown again', async (context) => {
  const model = await ChatCompletions.start();
  const product = await startProduct({ environment: { RESPONDER_INSIDE_HOSTS: model.host } });
  context.after(async () => {
    await product.stop();
    await model.close();
  });
  const { admin } = await createTeam(product, 'optica');
  model.answer = () => 'Los lentes de sol cuestan 35.';
  const { page, complaints } = await business.browser.openPage(context, { viewport: { width: 1_440, height: 900 } });
  await page.goto(`${product.url}/bot/ai`);
  await fillSignIn(page, admin);

  await page.getByRole('switch', { name: 'Que conteste una IA' }).press('Space');
  await page.getByRole('textbox', { name: 'Dirección' }).fill(model.url);
  await page.getByLabel('Clave').fill('sk-condor');
  await page.getByRole('textbox', { name: 'Modelo' }).fill('condor-1');
  await page.getByRole('textbox', { name: 'Lo que debe saber del negocio' }).fill('Lentes de sol: 35.');
  await page.getByRole('textbox', { name: 'Escribe como un contacto' }).fill('¿Y los de sol?');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'No esperar' }).click();
  await page.getByText('Contestó la IA.').waitFor();
  await page.locator('.bubble', { hasText: 'Los lentes de sol cuestan 35.' }).waitFor();
  const [asked] = model.asked;
  assert.equal(asked?.key, 'sk-condor');
  assert.match(asked.messages[0]?.content ?? '', /Lentes de sol: 35\./);
  await lookAt(page, 'bot-ai');

  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText('Hay una clave guardada.').waitFor();
  await page.reload();
  await page.getByText('Hoy: 1 preguntas, 0 sin respuesta.').waitFor();
  assert.equal(await page.getByLabel('Clave').count(), 0);
  assert.ok(!(await page.content()).includes('sk-condor'));
  assert.deepEqual([...complaints], []);
});
