import type { Change, MessagesValue } from '../payloads/index.ts';

/** A change on its way to one app. */
export interface WaitingChange {
  url: string;
  secret: string;
  wabaId: string;
  change: Change;
  about: string;
  /** Seconds since 1970; of what is not about messages. */
  time?: number;
}

/** What goes in one POST, made of so many changes. */
export interface Bundle {
  changes: WaitingChange[];
  size: number;
}

/**
 * Puts changes for the same address together, so many at most: one POST each. Messages for one number that follow one
 * another become one change, and so do statuses.
 */
export function bundled(waiting: WaitingChange[], atMost: number): Bundle[] {
  const byReceiver = Map.groupBy(waiting, ({ url, secret }) => `${url} ${secret}`);
  return [...byReceiver.values()].flatMap((ofOne) => {
    const bundles: Bundle[] = [];
    for (let from = 0; from < ofOne.length; from += atMost) {
      const together = ofOne.slice(from, from + atMost);
      bundles.push({ changes: merged(together), size: together.length });
    }
    return bundles;
  });
}

function merged(bundle: WaitingChange[]): WaitingChange[] {
  return bundle.reduce<WaitingChange[]>((done, waiting) => {
    const last = done.at(-1);
    const together = last?.wabaId === waiting.wabaId ? joined(last.change, waiting.change) : undefined;
    if (!last || !together) return [...done, waiting];
    return [...done.slice(0, -1), { ...last, change: together }];
  }, []);
}

function joined(first: Change, second: Change): Change | undefined {
  if (first.field !== 'messages' || second.field !== 'messages') return undefined;
  const a = first.value as MessagesValue;
  const b = second.value as MessagesValue;
  const isSameNumber = a.metadata.phone_number_id === b.metadata.phone_number_id;
  if (!isSameNumber || (a.messages === undefined) !== (b.messages === undefined)) return undefined;
  const known = new Map([...(a.contacts ?? []), ...(b.contacts ?? [])].map((contact) => [contact.user_id, contact]));
  const value: MessagesValue = {
    ...a,
    ...(known.size > 0 && { contacts: [...known.values()] }),
    ...(a.messages && { messages: [...a.messages, ...(b.messages ?? [])] }),
    ...(a.statuses && { statuses: [...a.statuses, ...(b.statuses ?? [])] }),
  };
  return { field: 'messages', value };
}
