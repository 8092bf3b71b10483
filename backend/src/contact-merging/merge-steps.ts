import type { MergeRefusal } from '#contract/contact-merging';
import {
  changeMerge,
  deleteMerge,
  findMerge,
  hasTwins,
  mergeContacts,
  moveSomeHistory,
  takeSomeOfOwnBack,
  takeSomeBack,
  type ContactMergeRow,
  type ContactRow,
  type HistoryPlace,
} from '../conversations/index.ts';
import type { Writing } from '../storage/index.ts';
import { keptValues, type MergeDecision } from './kept-values.ts';
import { findPair, isAsJudged, isDroppedInUse, numberOf, type MergedPair } from './merged-pair.ts';

/** How far the messages of `fromId` have been moved. */
export interface MergePlace {
  fromId: string;
  history: HistoryPlace;
}

/**
 * What one write has done of a merge. `more`: there is more to do · `unjudged`: the two have to be judged anew first ·
 * `waiting`: something has to be sent first · `merged`: they are one, as `contact` · `given_up`: they stay two · `over`: there
 * was nothing to do any more.
 */
export type MergeStep =
  | { state: 'more'; after: MergePlace | undefined }
  | { state: 'unjudged' }
  | { state: 'waiting' }
  | { state: 'merged'; contact: ContactRow }
  | { state: 'given_up'; reason: string }
  | { state: 'over' };

/**
 * Does some of what is left of a merge: moves messages; looks, once they are moved, whether what was decided holds; makes one
 * contact of two, or takes back what was moved. `after` is where the step before ended, so that nothing is looked through twice.
 */
export async function takeMergeStep(writing: Writing, id: string, after?: MergePlace): Promise<MergeStep> {
  const { database } = writing;
  const merge = await findMerge(database, id);
  if (!merge) return { state: 'over' };
  const pair = await findPair(database, merge.clientCode, merge.intoId, merge.fromId);
  const move = { mergeId: id, ...pair };
  if (merge.refused !== null) {
    const isMore = (await takeSomeBack(writing, move)) || (await takeSomeOfOwnBack(writing, move));
    return isMore ? { state: 'more', after: undefined } : giveUp(writing, merge, pair);
  }
  const place = after?.fromId === merge.fromId ? after : undefined;
  const history = await moveSomeHistory(writing, move, place?.history);
  if (history !== undefined) return { state: 'more', after: { fromId: merge.fromId, history } };

  const decision = JSON.parse(merge.decision) as MergeDecision;
  if (!(await isAsJudged(database, pair, decision.judged))) return { state: 'unjudged' };
  if (await isDroppedInUse(database, pair, decision)) {
    // What cannot all go back is not left half done for something that will be over.
    if (merge.hasWayBack === 0) return { state: 'waiting' };
    await refuseMerge(writing, id, 'messages_waiting');
    return { state: 'more', after: undefined };
  }
  return { state: 'merged', contact: await finish(writing, merge, pair, decision) };
}

/** From now on what was moved is taken back. */
export function refuseMerge(writing: Writing, id: string, reason: MergeRefusal): Promise<void> {
  return changeMerge(writing, id, { refused: reason });
}

async function finish(
  writing: Writing,
  { id }: ContactMergeRow,
  pair: MergedPair,
  decision: MergeDecision,
): Promise<ContactRow> {
  const { into, from } = pair;
  await deleteMerge(writing, id);
  return mergeContacts(writing, from, into, keptAddress(pair, decision), keptValues(from, into, decision));
}

function keptAddress(pair: MergedPair, decision: MergeDecision): Pick<ContactRow, 'phoneNumber' | 'lid'> {
  const { into, from } = pair;
  return { phoneNumber: numberOf(pair, decision), lid: into.lid ?? from.lid };
}

/** Nothing is left of it, and whoever waits for it is told. */
async function giveUp(
  writing: Writing,
  { id, clientCode, refused, hasWayBack }: ContactMergeRow,
  { into, from }: MergedPair,
): Promise<MergeStep> {
  const isMixed = hasWayBack === 0 && (await hasTwins(writing.database, { from, into }));
  const reason = isMixed ? 'left_mixed' : (refused ?? '');
  await deleteMerge(writing, id);
  await writing.event(clientCode, 'system:message', () =>
    Promise.resolve({
      level: 'warning' as const,
      code: 'merge_given_up',
      params: { contactId: into.id, name: into.name, otherId: from.id, otherName: from.name, reason },
    }),
  );
  return { state: 'given_up', reason };
}
