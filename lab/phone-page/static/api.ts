import type { ShownQr } from '../options.ts';
import type { PhoneEntry, PhoneView } from '../views.ts';

export async function getPhones(): Promise<PhoneEntry[]> {
  return (await answerOf('/api/phones')) as PhoneEntry[];
}

export async function getPhone(phoneNumber: string): Promise<PhoneView> {
  return (await answerOf(`/api/phone?phone=${phoneNumber}`)) as PhoneView;
}

export async function getQrs(): Promise<ShownQr[]> {
  return (await answerOf('/api/qrs')) as ShownQr[];
}

let last: Promise<void> = Promise.resolve();

/**
 * Has the server do something with a phone; throws with the server's own words when it refuses. One after the other: what is
 * typed first has to leave first.
 */
export function command(name: string, body: object): Promise<void> {
  const done = last.then(() => send(name, body));
  last = done.catch(() => undefined);
  return done;
}

async function send(name: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await answerOf(`/api/${name}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function answerOf(path: string, request?: RequestInit): Promise<unknown> {
  const response = await fetch(path, request);
  const body: unknown = await response.json();
  if (!response.ok) throw new Error((body as { error: string }).error);
  return body;
}
