import type { Page } from 'playwright-core';
import { PASSWORD } from './line.ts';

/** Signs in on the page that shows the form, as a person does. What comes then is the caller's to wait for. */
export async function fillSignIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('Correo electrónico').fill(email);
  await page.getByLabel('Contraseña', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Entrar' }).click();
}
