import type { LoginResponse } from '#contract/accounts';
import type { SessionList, SessionResponse } from '#contract/whatsapp-sessions';
import type { ShownQr } from '../../lab/phone-page/index.ts';
import type { Phone } from '../../lab/whatsapp-web/index.ts';
import type { Product } from './product.ts';

export const PASSWORD = 'una clave muy larga';

/** Calls the product as another program would. */
export async function call<Answer>(
  product: Product,
  method: string,
  path: string,
  token = '',
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(`${product.url}/api${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${await response.text()}`);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

export async function signInOverApi(product: Product, email: string, password = PASSWORD): Promise<string> {
  return (await call<LoginResponse>(product, 'POST', '/auth/login', '', { email, password })).token;
}

/** A client with an admin (admin@…) and an agent (ana@…), made the way an operator and an admin make them. */
export async function createTeam(
  product: Product,
  clientCode: string,
  timeZone?: string,
): Promise<{ admin: string; agent: string }> {
  const admin = `admin@${clientCode}.test`;
  const agent = `ana@${clientCode}.test`;
  const operator = await signInOverApi(product, product.operator.email, product.operator.password);
  const account = { name: 'Carla Admin', email: admin, password: PASSWORD };
  await call(product, 'POST', '/clients', operator, { clientCode, name: clientCode, timeZone, admin: account });
  const token = await signInOverApi(product, admin);
  await call(product, 'POST', '/users', token, { name: 'Ana Agente', email: agent, password: PASSWORD, role: 'agent' });
  return { admin, agent };
}

/** A time zone in which it is about noon now: at night nothing leaves in bulk. */
export function noonZone(): string {
  const hours = new Date().getUTCHours() - 12;
  // West of Greenwich is positive in these names.
  return `Etc/GMT${hours < 0 ? String(hours) : `+${String(hours)}`}`;
}

/** The QR codes that an admin is shown now: what a camera would see on the screen. */
export async function shownQrs(product: Product, token: string): Promise<ShownQr[]> {
  const { items } = await call<SessionList>(product, 'GET', '/whatsapp/sessions', token);
  return items.flatMap(({ id, name, qr }) => (qr ? [{ sessionId: id, name, qr: qr.qr }] : []));
}

/** A line of the client, linked to this phone as its owner would do it. */
export async function linkLine(product: Product, token: string, name: string, phone: Phone): Promise<void> {
  const { session } = await call<SessionResponse>(product, 'POST', '/whatsapp/sessions', token, {
    kind: 'whatsapp-web',
    name,
  });
  const path = `/whatsapp/sessions/${session.id}`;
  const read = async () => (await call<SessionResponse>(product, 'GET', path, token)).session;
  await call(product, 'POST', `${path}/connect`, token);
  await phone.scan(await until(async () => (await read()).qr?.qr));
  await until(async () => ((await read()).state === 'open' ? true : undefined));
}

/** Asks again and again until there is an answer; the limit of the test ends what never comes. */
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
