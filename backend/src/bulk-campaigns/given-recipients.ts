import type { Consent, GivenRecipient, LeftOutReason } from '#contract/bulk-campaigns';
import { variableKey } from '#contract/campaign-rules';
import { numberKey } from '#contract/number-spellings';
import { writtenNumber } from '#contract/phone-number-rules';
import {
  findKnown,
  findOptedOut,
  insertRecipients,
  keepConsents,
  type NewRecipient,
} from '../campaign-recipients/index.ts';
import type { Reading, Writing } from '../storage/index.ts';

export interface Taken {
  added: number;
  leftOut: { index: number; reason: LeftOutReason }[];
}

/**
 * Takes in those that can be reached and are not in the campaign yet, and keeps where the consent of each came from. `neighbour`
 * is a number of the country in which national numbers are meant.
 */
export async function takeRecipients(
  writing: Writing,
  campaign: { id: string; clientCode: string },
  given: readonly GivenRecipient[],
  { neighbour, consent, userId }: { neighbour: string; consent: Consent; userId: string },
): Promise<Taken> {
  const { leftOut, reachable: taken } = sorted(given, neighbour);
  const optedOut = await findOptedOut(writing.database, campaign.clientCode, [...taken.keys()]);
  for (const key of optedOut) {
    leftOut.push({ index: taken.get(key)?.index ?? 0, reason: 'opted_out' });
    taken.delete(key);
  }
  const rows = [...taken.values()].map(({ index: _, ...recipient }) => recipient);
  const named = new Set(given.flatMap(({ variables = {} }) => Object.keys(variables).map(variableKey)));
  const added = await insertRecipients(writing, campaign, rows, named);
  for (const { index, numberKey: key } of taken.values()) {
    if (!added.has(key)) leftOut.push({ index, reason: 'duplicate' });
  }
  await keepConsents(writing, campaign.clientCode, [...taken.keys()], { consent, userId, replacing: true });
  return { added: added.size, leftOut: leftOut.toSorted((one, other) => one.index - other.index) };
}

/** The keys of the numbers that `takeRecipients` would take in. */
export async function takableKeys(
  database: Reading,
  campaign: { id: string; clientCode: string },
  given: readonly GivenRecipient[],
  neighbour: string,
): Promise<string[]> {
  const keys = [...sorted(given, neighbour).reachable.keys()];
  const optedOut = await findOptedOut(database, campaign.clientCode, keys);
  const known = await findKnown(database, campaign, keys);
  return keys.filter((key) => !optedOut.has(key) && !known.has(key));
}

/** Who has a number, each once, by its key; and who is left out because they have none or are there twice. */
function sorted(
  given: readonly GivenRecipient[],
  neighbour: string,
): Pick<Taken, 'leftOut'> & { reachable: Map<string, NewRecipient & { index: number }> } {
  const leftOut: Taken['leftOut'] = [];
  const reachable = new Map<string, NewRecipient & { index: number }>();
  for (const [index, { phoneNumber: written, name = '', variables = {} }] of given.entries()) {
    const phoneNumber = writtenNumber(written, neighbour);
    const key = phoneNumber === undefined ? undefined : numberKey(phoneNumber);
    if (phoneNumber === undefined || key === undefined) leftOut.push({ index, reason: 'invalid' });
    else if (reachable.has(key)) leftOut.push({ index, reason: 'duplicate' });
    else reachable.set(key, { index, phoneNumber, numberKey: key, name, variables: withKeys(variables) });
  }
  return { leftOut, reachable };
}

function withKeys(variables: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [variableKey(name), value.trim()]));
}
