import type { Logger } from 'pino';
import type {
  MergeContactsRequest,
  MergeContactsResponse,
  MergeOutlook,
  MergePreview,
  MergeRefusal,
} from '#contract/contact-merging';
import { spellingsOf } from '#contract/number-spellings';
import {
  agentRunOf,
  findContact,
  findConversationsOfContact,
  findMerge,
  insertMerge,
  isBeingMerged,
  isBusinessUser,
  isWaitingToBeSent,
  listContacts,
  mergeContacts,
  moveSomeHistory,
  readMerges,
  toContact,
  type ContactMergeRow,
  type ContactRow,
  type HistoryPlace,
  type NumberAnswer,
} from '../conversations/index.ts';
import { readHead, type Reading, type Store, type Writing } from '../storage/index.ts';
import { HttpProblem } from '../web/index.ts';
import { keptValues, type MergeDecision } from './kept-values.ts';
import { judge, type Judgement, type KeptNumber, type MergedContact } from './one-account.ts';

/** Asks WhatsApp, through whichever line of the client can, who has one of these numbers. Throws `too-many-requests`. */
export type AskWhatsApp = (clientCode: string, phoneNumbers: readonly string[]) => Promise<NumberAnswer>;

export interface ContactMergingOptions {
  store: Store;
  logger: Logger;
  askWhatsApp: AskWhatsApp;
}

/** What is answered at once, and what is left to do after it. */
interface Begun {
  answer: MergeContactsResponse;
  unfinished?: ContactMergeRow;
}

interface Pair {
  into: ContactRow;
  from: ContactRow;
}

/**
 * Makes one contact of two because somebody of the team says so. The decision is one write; where they have few messages it
 * is done in the same one, otherwise their older messages are moved first, some at a time, so that nobody waits for it. A
 * crash in between leaves the decision, and the next start goes on with it.
 */
export class ContactMerging {
  readonly #options: ContactMergingOptions;
  readonly #running = new Set<Promise<void>>();
  #closed = false;

  constructor(options: ContactMergingOptions) {
    this.#options = options;
  }

  /** Both contacts, and what would become of them. Throws `not-found`. */
  async preview(clientCode: string, id: string, otherId: string): Promise<MergePreview> {
    const { store } = this.#options;
    const pair = await store.read((database) => findPair(database, clientCode, id, otherId));
    const judgement = await this.#judge(clientCode, pair);
    return store.read(async (database) => {
      const { into, from } = await findPair(database, clientCode, id, otherId);
      const refused = 'refused' in judgement ? undefined : await whyNot(database, { into, from }, judgement);
      const listed = await listContacts(database, [into, from]);
      const [contact, other] = listed;
      if (!contact || !other) throw noSuchContact();
      const outlook = refused ? { refused } : outlookOf({ into, from }, judgement);
      return { contact, other, outlook, ...(await readHead(database, clientCode)) };
    });
  }

  /**
   * The contact that stays, as it is at the end of the first write. Throws `not-found`, and `conflict` with a `reason` of the
   * contract's.
   */
  async merge(clientCode: string, id: string, request: MergeContactsRequest): Promise<MergeContactsResponse> {
    const { store } = this.#options;
    const otherId = request.with.id;
    const asked = await store.read((database) => findPair(database, clientCode, id, otherId));
    requireVersions(asked, request);
    const judgement = await this.#judge(clientCode, asked);
    const begun = await store.write((writing) => this.#begin(writing, clientCode, id, request, judgement));
    if (begun.unfinished) this.#goOn(begun.unfinished);
    return begun.answer;
  }

  /** Goes on with what a crash or a stop has left undone. */
  async start(): Promise<void> {
    for (const merge of await this.#options.store.read(readMerges)) this.#goOn(merge);
  }

  /** Stops between two writes; the next start goes on. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#running);
  }

  async #judge(clientCode: string, { into, from }: Pair): Promise<Judgement> {
    const { store, askWhatsApp } = this.#options;
    const [one, other] = await store.read((database) =>
      Promise.all([readMerged(database, into), readMerged(database, from)]),
    );
    return judge(one, other, (phoneNumber) => askWhatsApp(clientCode, spellingsOf(phoneNumber)));
  }

  async #begin(
    writing: Writing,
    clientCode: string,
    id: string,
    request: MergeContactsRequest,
    judgement: Judgement,
  ): Promise<Begun> {
    const pair = await findPair(writing.database, clientCode, id, request.with.id);
    requireVersions(pair, request);
    if ('refused' in judgement) throw refusal(judgement.refused);
    const refused = await whyNot(writing.database, pair, judgement);
    if (refused) throw refusal(refused);
    const { phoneNumber } = request;
    if (phoneNumber !== undefined && phoneNumber !== numberOf(pair, judgement.number)) throw refusal('changed');
    const versions = { this: pair.into.version, other: pair.from.version };
    const decision: MergeDecision = { keep: request.keep ?? {}, ...judgement, versions };
    const merge: ContactMergeRow = {
      fromId: pair.from.id,
      intoId: pair.into.id,
      clientCode,
      decision: JSON.stringify(decision),
      at: writing.now,
    };
    const place = await moveSomeHistory(writing, pair.from, pair.into);
    const isDone = place === undefined;
    if (!isDone) await insertMerge(writing, merge);
    const contact = toContact(isDone ? await finish(writing, merge) : pair.into);
    const answer = { contact, isDone, ...(await readHead(writing.database, clientCode)) };
    return { answer, ...(!isDone && { unfinished: merge }) };
  }

  #goOn(merge: ContactMergeRow): void {
    const { logger } = this.#options;
    const work = this.#moveAndFinish(merge)
      .catch((error: unknown) => {
        logger.error({ err: error, clientCode: merge.clientCode }, 'Two contacts could not be merged');
      })
      .finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  async #moveAndFinish(merge: ContactMergeRow): Promise<void> {
    const { store } = this.#options;
    let after: HistoryPlace | undefined;
    do {
      if (this.#closed) return;
      after = await store.write((writing) => moveOn(writing, merge, after));
    } while (after !== undefined);
    await store.write(async (writing) => {
      const left = await findMerge(writing.database, merge.fromId);
      if (left) await finish(writing, left);
    });
  }
}

async function moveOn(
  writing: Writing,
  { fromId, clientCode }: ContactMergeRow,
  after: HistoryPlace | undefined,
): Promise<HistoryPlace | undefined> {
  const merge = await findMerge(writing.database, fromId);
  const from = await findContact(writing.database, clientCode, fromId);
  const into = merge && (await findContact(writing.database, clientCode, merge.intoId));
  return from && into && moveSomeHistory(writing, from, into, after);
}

/** What is left of it, in one write: the contact that stays. */
async function finish(
  writing: Writing,
  { clientCode, fromId, intoId, decision }: ContactMergeRow,
): Promise<ContactRow> {
  const pair = await findPair(writing.database, clientCode, intoId, fromId);
  const decided = JSON.parse(decision) as MergeDecision;
  const { into, from } = pair;
  return mergeContacts(writing, from, into, keptAddress(pair, decided), keptValues(from, into, decided));
}

function keptAddress({ into, from }: Pair, { number }: MergeDecision): Pick<ContactRow, 'phoneNumber' | 'lid'> {
  const lid = (number === 'other' ? (from.lid ?? into.lid) : (into.lid ?? from.lid)) ?? null;
  return { phoneNumber: numberOf({ into, from }, number), lid };
}

function numberOf({ into, from }: Pair, side: MergeDecision['number']): string | null {
  if (side === null) return null;
  return (side === 'this' ? into : from).phoneNumber;
}

function outlookOf(pair: Pair, judgement: Judgement): MergeOutlook {
  if ('refused' in judgement) return judgement;
  return { phoneNumber: numberOf(pair, judgement.number), spareNumber: judgement.spare };
}

async function findPair(database: Reading, clientCode: string, id: string, otherId: string): Promise<Pair> {
  if (id === otherId) {
    throw new HttpProblem('bad-request', 'Name two contacts.', {
      errors: [{ path: 'with', message: 'It is the same contact.' }],
    });
  }
  const into = await findContact(database, clientCode, id);
  const from = await findContact(database, clientCode, otherId);
  if (!into || !from) throw noSuchContact();
  return { into, from };
}

async function readMerged(database: Reading, contact: ContactRow): Promise<MergedContact> {
  const conversations = await findConversationsOfContact(database, contact.clientCode, contact.id);
  const hasWritten = conversations.some(({ windowEndsAt }) => windowEndsAt !== null);
  const [lastWrittenAt = ''] = conversations
    .map(({ updatedAt }) => updatedAt)
    .sort()
    .reverse();
  const { kind, phoneNumber, lid } = contact;
  return {
    kind,
    phoneNumber,
    lid,
    isKnownToMeta: hasWritten || (await isBusinessUser(database, contact.id)),
    lastWrittenAt,
  };
}

/** What keeps two from being merged at this moment, beside who they are. */
async function whyNot(
  database: Reading,
  { into, from }: Pair,
  { spare }: KeptNumber,
): Promise<MergeRefusal | undefined> {
  if (await isBeingMerged(database, [into.id, from.id])) return 'being_merged';
  if (spare === null) return undefined;
  const dropped = spare === into.phoneNumber ? into : from;
  const run = agentRunOf(dropped)?.state;
  const isWaiting =
    run === 'waiting' || run === 'writing' || (await isWaitingToBeSent(database, dropped.clientCode, dropped.id));
  return isWaiting ? 'messages_waiting' : undefined;
}

function requireVersions({ into, from }: Pair, request: MergeContactsRequest): void {
  if (into.version !== request.version || from.version !== request.with.version) throw refusal('changed');
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

function noSuchContact(): HttpProblem {
  return new HttpProblem('not-found', 'There is no such contact.');
}
