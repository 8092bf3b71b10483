import { randomUUID } from 'node:crypto';
import type {
  MergeContactsRequest,
  MergeContactsResponse,
  MergeOutlook,
  MergePreview,
  MergeRefusal,
} from '#contract/contact-merging';
import { LONGEST } from '#contract/contact-limits';
import { insertMerge, isBeingMerged, listContacts, toContact, type KeptValues } from '../conversations/index.ts';
import { readHead, type Reading, type Writing } from '../storage/index.ts';
import { HttpProblem } from '../web/index.ts';
import { keptValues, type MergeDecision } from './kept-values.ts';
import { takeMergeStep } from './merge-steps.ts';
import {
  findPair,
  isDroppedInUse,
  judgePair,
  noSuchContact,
  numberOf,
  type JudgedPair,
  type MergedPair,
} from './merged-pair.ts';
import type { Judgement, KeptNumber } from './one-account.ts';
import { UnfinishedMerges, type UnfinishedMergesOptions } from './unfinished-merges.ts';

export type ContactMergingOptions = UnfinishedMergesOptions;

/**
 * Makes one contact of two because somebody of the team says so. The decision is one write; where they have few messages it
 * is done in the same one, otherwise their older messages are moved first, some at a time, so that nobody waits for it.
 */
export class ContactMerging {
  readonly #options: ContactMergingOptions;
  readonly #unfinished: UnfinishedMerges;

  constructor(options: ContactMergingOptions) {
    this.#options = options;
    this.#unfinished = new UnfinishedMerges(options);
  }

  /** Both contacts, and what would become of them. Throws `not-found`. */
  async preview(clientCode: string, id: string, otherId: string): Promise<MergePreview> {
    const { store } = this.#options;
    const asked = await store.read((database) => findPair(database, clientCode, id, otherId));
    const { judgement } = await judgePair(this.#options, asked);
    return store.read(async (database) => {
      const pair = await findPair(database, clientCode, id, otherId);
      const refused = 'refused' in judgement ? undefined : await whyNot(database, pair, judgement);
      const listed = await listContacts(database, [pair.into, pair.from]);
      const [contact, other] = listed;
      if (!contact || !other) throw noSuchContact();
      const outlook = refused ? { refused } : outlookOf(pair, judgement);
      return { contact, other, outlook, ...(await readHead(database, clientCode)) };
    });
  }

  /**
   * The contact that stays, as it is at the end of the first write. Throws `not-found`, `conflict` with a `reason` of the
   * contract's, and `bad-request` about `keep.notes` where the notes would be too long.
   */
  async merge(clientCode: string, id: string, request: MergeContactsRequest): Promise<MergeContactsResponse> {
    const { store } = this.#options;
    const asked = await store.read((database) => findPair(database, clientCode, id, request.with.id));
    requireVersions(asked, request);
    const judged = await judgePair(this.#options, asked);
    const answer = await store.write((writing) => begin(writing, clientCode, { id, request }, judged));
    if (!answer.isDone) this.#unfinished.wake(clientCode);
    return answer;
  }

  /** Goes on with what a crash or a stop has left undone. */
  start(): Promise<void> {
    return this.#unfinished.start();
  }

  /** Resolves once nothing is under way. */
  idle(): Promise<void> {
    return this.#unfinished.idle();
  }

  /** Stops between two writes; the next start goes on. */
  close(): Promise<void> {
    return this.#unfinished.close();
  }
}

/** Throws `not-found`, `conflict` and `bad-request`. */
async function begin(
  writing: Writing,
  clientCode: string,
  { id, request }: { id: string; request: MergeContactsRequest },
  { judgement, judged }: JudgedPair,
): Promise<MergeContactsResponse> {
  const { database } = writing;
  const pair = await findPair(database, clientCode, id, request.with.id);
  requireVersions(pair, request);
  if ('refused' in judgement) throw refusal(judgement.refused);
  const refused = await whyNot(database, pair, judgement);
  if (refused) throw refusal(refused);
  const phoneNumber = numberOf(pair, judgement);
  if (request.phoneNumber !== undefined && request.phoneNumber !== phoneNumber) throw refusal('changed');
  const versions = { this: pair.into.version, other: pair.from.version };
  const decision: MergeDecision = { keep: request.keep ?? {}, ...judgement, phoneNumber, judged, versions };
  requireFittingNotes(keptValues(pair.from, pair.into, decision));
  const merge = {
    id: randomUUID(),
    fromId: pair.from.id,
    intoId: pair.into.id,
    clientCode,
    refused: null,
    hasWayBack: 1 as const,
  };
  await insertMerge(writing, { ...merge, decision: JSON.stringify(decision), at: writing.now });
  const step = await takeMergeStep(writing, merge.id);
  // Meta has told of one of them while WhatsApp was asked.
  if (step.state === 'unjudged') throw refusal('changed');
  const isDone = step.state === 'merged';
  return { contact: toContact(isDone ? step.contact : pair.into), isDone, ...(await readHead(database, clientCode)) };
}

function outlookOf(pair: MergedPair, judgement: Judgement): MergeOutlook {
  if ('refused' in judgement) return judgement;
  return { phoneNumber: numberOf(pair, judgement), spareNumber: judgement.spare };
}

/** What keeps two from being merged at this moment, beside who they are. */
async function whyNot(database: Reading, pair: MergedPair, kept: KeptNumber): Promise<MergeRefusal | undefined> {
  if (await isBeingMerged(database, [pair.into.id, pair.from.id])) return 'being_merged';
  return (await isDroppedInUse(database, pair, kept)) ? 'messages_waiting' : undefined;
}

function requireVersions({ into, from }: MergedPair, request: MergeContactsRequest): void {
  if (into.version !== request.version || from.version !== request.with.version) throw refusal('changed');
}

/** Nothing that somebody has written down is cut off: they say what is left out. */
function requireFittingNotes({ notes }: KeptValues): void {
  if (notes.length <= LONGEST.notes) return;
  throw new HttpProblem('bad-request', 'The notes of both are too long for one contact.', {
    errors: [
      { path: 'keep.notes', message: `At most ${String(LONGEST.notes)} characters, with a number that is noted down.` },
    ],
  });
}

/** For a program; the pages have words of their own for each. */
const WORDS: Readonly<Record<MergeRefusal, string>> = {
  changed: 'One of the contacts has changed since these versions.',
  group: 'A group is merged with nobody.',
  two_accounts: 'Each of them is a WhatsApp account of its own.',
  number_unknown: 'One of them shows no number, and WhatsApp cannot be asked who they are.',
  cannot_tell: 'WhatsApp does not say whether both are one account.',
  no_line: 'No line is connected that could ask WhatsApp whether both are one account.',
  messages_waiting: 'Messages still wait to be sent to the number that would go.',
  being_merged: 'One of them is being merged already.',
};

function refusal(reason: MergeRefusal): HttpProblem {
  return new HttpProblem('conflict', WORDS[reason], { members: { reason } });
}
