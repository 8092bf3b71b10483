import { invalidParameter } from './graph-error.ts';

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 1000;

/** One page of a list, by cursors: https://developers.facebook.com/docs/graph-api/results */
export function pageOf<Item extends { id: string }>(
  items: Item[],
  query: URLSearchParams,
  { url, show }: { url: string; show: (item: Item) => object },
): object {
  const limit = Math.min(Number(query.get('limit') ?? DEFAULT_LIMIT), MAX_LIMIT);
  if (!Number.isInteger(limit) || limit < 1) throw invalidParameter('Param limit must be a positive integer.');
  const after = query.get('after');
  const before = query.get('before');
  const start = after === null ? 0 : placeOf(items, after) + 1;
  const end = before === null ? items.length : placeOf(items, before);
  const shown = before === null ? items.slice(start, start + limit) : items.slice(Math.max(0, end - limit), end);
  const [first] = shown;
  const last = shown.at(-1);
  if (first === undefined || last === undefined) return { data: [] };
  const page = (name: string, cursor: string): string => {
    const asked = new URLSearchParams(query);
    for (const other of ['access_token', 'after', 'before']) asked.delete(other);
    asked.set('limit', String(limit));
    asked.set(name, cursor);
    return `${url}?${asked.toString()}`;
  };
  const paging = {
    cursors: { before: cursorOf(first), after: cursorOf(last) },
    ...(last !== items.at(-1) && { next: page('after', cursorOf(last)) }),
    ...(first !== items[0] && { previous: page('before', cursorOf(first)) }),
  };
  return { data: shown.map(show), paging };
}

function cursorOf({ id }: { id: string }): string {
  return Buffer.from(id).toString('base64url');
}

function placeOf(items: { id: string }[], cursor: string): number {
  const place = items.findIndex((item) => cursorOf(item) === cursor);
  if (place === -1) throw invalidParameter('Invalid cursors values');
  return place;
}
