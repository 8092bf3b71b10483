import type { Locator, Page } from 'playwright-core';
import type { Product } from './product.ts';
import { fillSignIn } from './sign-in-form.ts';

/** Signs somebody in, and waits until what happens comes to them. */
export async function openChat(page: Page, product: Product, email: string): Promise<void> {
  await page.goto(`${product.url}/chat`);
  await fillSignIn(page, email);
  await page.getByText('Tiempo real').waitFor();
}

/** The first with this text: what answers a message quotes it. */
export function bubble(page: Page, text: string): Locator {
  return page.locator('app-message-bubble', { hasText: text }).first();
}

/** What can be done with a message. */
export async function openMessageMenu(page: Page, text: string): Promise<void> {
  await bubble(page, text).hover();
  await bubble(page, text).getByRole('button', { name: 'Opciones del mensaje' }).click();
}
