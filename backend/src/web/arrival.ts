import type { IncomingMessage } from 'node:http';
import type { Arrival } from '#contract/probe';

/** A header is shown as far as it helps, and looked through no further than a proxy's would go. */
const SHOWN_LENGTH = 200;
const READ_LENGTH = 1_000;
/** What a proxy says of the address it was called at; its other words are about people. */
const shownHeaders = ['x-forwarded-proto', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-prefix'];

/**
 * How a request looked when it came in, for the person who has to find the proxy that changed it. Addresses of people are
 * counted, never told.
 */
export function describeArrival(request: IncomingMessage, secure: boolean): Arrival {
  const { headers } = request;
  return {
    path: pathOf(request),
    host: shown(headers.host),
    origin: shown(headers.origin),
    protocol: secure ? 'https' : 'http',
    upgrade: shown(headers.upgrade),
    connection: shown(headers.connection),
    forwarded: forwardedHeaders(request),
  };
}

/** Express shortens `url` on the way through its routers. */
function pathOf(request: IncomingMessage & { originalUrl?: string }): string {
  const address = request.originalUrl ?? request.url ?? '';
  return address.replace(/[?#].*$/s, '').slice(0, SHOWN_LENGTH);
}

function forwardedHeaders({ headers }: IncomingMessage): Record<string, string> {
  const found: Record<string, string> = {};
  if (headers.via !== undefined) found['via'] = withoutAddresses(headers.via).slice(0, SHOWN_LENGTH);
  if (headers.forwarded !== undefined) found['forwarded'] = withoutPeople(headers.forwarded).slice(0, SHOWN_LENGTH);
  const addresses = textOf(headers['x-forwarded-for']);
  if (addresses !== undefined) found['x-forwarded-for'] = counted(addresses.split(',').length);
  for (const name of shownHeaders) {
    const value = shown(textOf(headers[name]));
    if (value !== null) found[name] = value;
  }
  return found;
}

/** Of `for=192.0.2.1;proto=https;host=a.test, for=…` only protocol and host are told, and how many proxies have spoken. */
function withoutPeople(forwarded: string): string {
  const pairs = [...forwarded.slice(0, READ_LENGTH).matchAll(/([\w-]+)=("(?:[^"\\]|\\.)*"|[^;,\s]*)/g)];
  const told = pairs.filter(([, name = '']) => /^(proto|host)$/i.test(name)).map(([pair]) => pair);
  const people = pairs.filter(([, name = '']) => name.toLowerCase() === 'for').length;
  return [...told, counted(people)].join('; ');
}

/** `Via` names proxies, some of them by their address within somebody's network. */
function withoutAddresses(via: string): string {
  return via
    .slice(0, READ_LENGTH)
    .replace(/\[[^\]]*\]|\d{1,3}(\.\d{1,3}){3}|[\da-f]{0,4}(:[\da-f]{0,4}){2,}/gi, '(address)');
}

function counted(addresses: number): string {
  return addresses === 1 ? '1 address' : `${String(addresses)} addresses`;
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header;
}

function shown(value: string | undefined): string | null {
  return value?.slice(0, SHOWN_LENGTH) ?? null;
}
