/// <reference lib="dom" />
import type { PhoneEntry, PhoneView } from '../views.ts';
import type { ShownQr } from '../phone-page.ts';

export const getPhones = (): Promise<PhoneEntry[]> => get('/api/phones');
export const getPhone = (phone: string): Promise<PhoneView> => get(`/api/phone?phone=${phone}`);
export const getQrs = (): Promise<ShownQr[]> => get('/api/qrs');

async function get<Body>(path: string): Promise<Body> {
  return read(await fetch(path));
}

export async function command(name: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await read(await fetch(`/api/${name}`, { method: 'POST', headers, body: JSON.stringify(body) }));
}

async function read<Body>(response: Response): Promise<Body> {
  const body = await response.json();
  if (!response.ok) throw new Error(body.error);
  return body;
}
