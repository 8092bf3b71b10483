import type { LoginResponse } from '#contract/accounts';

/** One call of the product's API; throws for anything but success. The answer's type is what the contract says. */
export async function call<Answer = unknown>(
  url: string,
  token: string | undefined,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${url}/api${path}`, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as Answer;
}

export function signIn(url: string, email: string, password: string): Promise<LoginResponse> {
  return call<LoginResponse>(url, undefined, 'POST', '/auth/login', { email, password });
}
