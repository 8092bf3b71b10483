import { z } from 'zod';

/** An empty setting is one that was not given: platforms keep the name and clear the value. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(
    (value) =>
      typeof value === 'string' && value.trim() === '' ? undefined : typeof value === 'string' ? value.trim() : value,
    schema.optional(),
  );
}

/** The same schema with one message for whatever is wrong. */
export function required<Schema extends z.ZodType>(schema: Schema, message: string) {
  return z.unknown().transform((value, context): z.output<Schema> => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    context.addIssue(message);
    return z.NEVER;
  });
}

/** A duration within these bounds. */
export function milliseconds(least: number, most: number) {
  const bounds = `${String(least)} to ${String(most)}`;
  return required(z.coerce.number().int().min(least).max(most), `should be milliseconds, ${bounds}`);
}

/** A comma separated list; empty when the setting is not given. */
export function list<Schema extends z.ZodType<unknown, string>>(item: Schema) {
  return z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(item));
}

/** A key that encrypts WhatsApp credentials. */
export const credentialsKey = z.string().transform((text, context): Buffer => {
  const key = Buffer.from(text, 'base64');
  if (key.length === 32 && z.base64().safeParse(text).success) return key;
  context.addIssue(
    'should be 32 bytes in base64, for example from "openssl rand -base64 32"; of several, comma separated, the newest first',
  );
  return z.NEVER;
});

/** One exact origin: scheme, host and port, and nothing behind them. */
export function exactOrigin(protocols: readonly string[], example: string) {
  return z.string().transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const origin = url && url.host !== '' ? `${url.protocol}//${url.host}` : undefined;
    if (!url || !origin || !protocols.includes(url.protocol)) {
      context.addIssue(`should be an address such as ${example}, not "${text}"`);
      return z.NEVER;
    }
    if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
      const reason = /\/api\/?$/.test(url.pathname) ? 'must not end in /api' : 'must have nothing behind the host';
      context.addIssue(`${reason}: write ${origin} instead of ${text}`);
      return z.NEVER;
    }
    return origin;
  });
}

/** Exact origins, comma separated. */
export function originList(protocols: readonly string[]) {
  return list(exactOrigin(protocols, 'https://app.example.com'));
}

/**
 * Which proxies may say who the caller is (`X-Forwarded-*`), as Express's "trust proxy": a number of hops, `true` for one
 * hop, or addresses and subnets.
 */
export const proxyTrust = z
  .string()
  .default('')
  .transform((text, context): number | string[] | false => {
    const value = text.trim();
    if (value === '' || value === 'false') return false;
    if (value === 'true') return 1;
    if (/^\d{1,2}$/.test(value)) return Number(value);
    const parts = value.split(',').map((part) => part.trim());
    if (parts.every((part) => /^(loopback|linklocal|uniquelocal|[\da-f.:]+(\/\d{1,3})?)$/i.test(part))) return parts;
    context.addIssue('should be the number of proxies in front (such as 1), or their addresses, comma separated');
    return z.NEVER;
  });
