import type { Request, Response } from 'express';
import type { CampaignMessage, CampaignSource, Consent, GivenRecipient } from '#contract/bulk-campaigns';
import {
  gapVariables,
  MOST_RECIPIENTS,
  MOST_SOURCES,
  MOST_VARIABLES,
  textsOf,
  type CampaignPace,
} from '#contract/campaign-rules';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import type { Store, Writing } from '../storage/index.ts';
import { HttpProblem, signedInMember } from '../web/index.ts';
import type { BulkCampaigns } from './bulk-campaigns.ts';
import { finishRemoval } from './campaign-ends.ts';
import { changeCampaign, findCampaign, messageOf, paceOf, sourcesOf, type CampaignRow } from './campaign-store.ts';
import { takableKeys, takeRecipients, type Taken } from './given-recipients.ts';
import { requireSanePace } from './pace-rules.ts';
import { requireSendable } from './sendable.ts';

/** What the routes of campaigns ask of the client's lines. */
export interface CampaignLines {
  get: (clientCode: string, sessionId: string) => WhatsAppSession | undefined;
}

/** What every route of a campaign does: finds it, changes it as it is now, and shows what it is then. */
export class CampaignRequests {
  readonly store: Store;
  readonly campaigns: BulkCampaigns;
  readonly #lines: CampaignLines;

  constructor(store: Store, campaigns: BulkCampaigns, lines: CampaignLines) {
    this.store = store;
    this.campaigns = campaigns;
    this.#lines = lines;
  }

  /** Throws `not-found`. */
  line(clientCode: string, sessionId: string): WhatsAppSession {
    const line = this.#lines.get(clientCode, sessionId);
    if (!line) throw new HttpProblem('not-found', 'There is no such WhatsApp session.');
    return line;
  }

  /** Undefined where the line of the campaign is gone. */
  kindOf({
    clientCode,
    sessionId,
  }: Pick<CampaignRow, 'clientCode' | 'sessionId'>): WhatsAppSession['kind'] | undefined {
    return this.#lines.get(clientCode, sessionId)?.kind;
  }

  /** A number of the country in which national numbers of the campaign are meant. */
  neighbour({ clientCode, sessionId }: Pick<CampaignRow, 'clientCode' | 'sessionId'>): string {
    const { phoneNumber, lastPhoneNumber } = this.line(clientCode, sessionId);
    return phoneNumber ?? lastPhoneNumber ?? '';
  }

  /** Throws `not-found`. */
  async find(request: Request<{ id: string }>): Promise<CampaignRow> {
    const { clientCode } = signedInMember(request);
    return found(await this.store.read((database) => findCampaign(database, clientCode, request.params.id)));
  }

  /**
   * A draft to which somebody is to be added. Where recipients are still to be taken out of it, because that is under way or
   * has failed before, they are first. Throws `not-found`, and `conflict` where it is no draft.
   */
  async openDraft(request: Request<{ id: string }>): Promise<CampaignRow> {
    const row = await this.find(request);
    requireDraft(row);
    if (row.removing === null) return row;
    await finishRemoval(this.store, row);
    return this.find(request);
  }

  /** Throws `not-found`, and whatever `work` throws: then nothing has changed. */
  change(
    request: Request<{ id: string }>,
    work: (writing: Writing, row: CampaignRow) => Promise<CampaignRow>,
  ): Promise<CampaignRow> {
    const { clientCode } = signedInMember(request);
    return this.store.write(async (writing) =>
      work(writing, found(await findCampaign(writing.database, clientCode, request.params.id))),
    );
  }

  /** Throws what keeps it from being sent: nothing to say, nobody to get it, or what its line does not take. */
  async requireReady(writing: Writing, row: CampaignRow): Promise<void> {
    const message = messageOf(row);
    if (!message) throw new HttpProblem('conflict', 'Say first what the campaign says.');
    if (row.total === 0) throw new HttpProblem('conflict', 'Add somebody first who is to get it.');
    await this.requireFitting(writing, row, { message, pace: paceOf(row) });
  }

  /** Throws `unknown-variable` where everybody would read a gap in place of a variable that no recipient has. */
  requireKnownVariables(row: CampaignRow): void {
    const known = JSON.parse(row.variables) as Record<string, number>;
    const [unknown] = gapVariables(textsOf(messageOf(row) ?? {}), known);
    if (unknown !== undefined) throw new HttpProblem('unknown-variable', `No recipient has a variable "${unknown}".`);
  }

  /** Throws `bad-request` where the line takes no such message, or at no such pace. */
  async requireFitting(
    writing: Writing,
    place: Pick<CampaignRow, 'clientCode' | 'sessionId'>,
    { message, pace }: { message: CampaignMessage | null; pace: CampaignPace },
  ): Promise<void> {
    const { kind } = this.line(place.clientCode, place.sessionId);
    requireSanePace(pace, kind);
    if (message) await requireSendable(writing.database, place, message, kind);
  }

  async answer(response: Response, row: CampaignRow, beside: object = {}): Promise<void> {
    const presented = await this.store.read((database) => this.campaigns.presentWithLine(database, row));
    response.json({ ...presented, ...beside });
  }

  /** Takes recipients in, and keeps where they came from. Throws `too-many-recipients` and `too-many-variables`. */
  async take(
    writing: Writing,
    row: CampaignRow,
    given: {
      recipients: readonly GivenRecipient[];
      consent: Consent;
      userId: string;
      source: Omit<CampaignSource, 'added'> | undefined;
    },
  ): Promise<{ taken: Taken; row: CampaignRow }> {
    const taken = await takeRecipients(writing, row, given.recipients, { ...given, neighbour: this.neighbour(row) });
    if (row.total + taken.added > MOST_RECIPIENTS) throw tooMany();
    const sources = given.source ? withSource(sourcesOf(row), { ...given.source, added: taken.added }) : sourcesOf(row);
    const changed = await changeCampaign(writing, row, { sources: JSON.stringify(sources) });
    if (Object.keys(JSON.parse(changed.variables) as object).length > MOST_VARIABLES)
      throw new HttpProblem('too-many-variables', `A campaign takes at most ${String(MOST_VARIABLES)} variables.`);
    return { taken, row: changed };
  }

  /** Throws `too-many-recipients` where a campaign has no room for all of these, given a part at a time. */
  async requireRoom(row: CampaignRow, parts: AsyncIterable<readonly GivenRecipient[]>): Promise<void> {
    const keys = new Set<string>();
    for await (const part of parts) {
      const takable = await this.store.read((database) => takableKeys(database, row, part, this.neighbour(row)));
      for (const key of takable) keys.add(key);
      if (row.total + keys.size > MOST_RECIPIENTS) throw tooMany();
    }
  }
}

function tooMany(): HttpProblem {
  return new HttpProblem('too-many-recipients', `A campaign takes at most ${String(MOST_RECIPIENTS)} recipients.`);
}

/** What came from where, each once: a file comes a part at a time. Of many files the last are one, without a name. */
function withSource(sources: readonly CampaignSource[], source: CampaignSource): CampaignSource[] {
  if (source.added === 0) return [...sources];
  const isThere = ({ kind, name }: Pick<CampaignSource, 'kind' | 'name'>) =>
    sources.some((one) => one.kind === kind && one.name === name);
  const files = sources.filter(({ kind, name }) => kind === 'file' && name !== '');
  const isOneTooMany = source.kind === 'file' && !isThere(source) && files.length >= MOST_SOURCES;
  const { kind, name, added } = isOneTooMany ? { ...source, name: '' } : source;
  if (!isThere({ kind, name })) return [...sources, { kind, name, added }];
  return sources.map((one) => (one.kind === kind && one.name === name ? { ...one, added: one.added + added } : one));
}

function found(row: CampaignRow | undefined): CampaignRow {
  if (!row) throw new HttpProblem('not-found', 'There is no such campaign.');
  return row;
}

/** A time as the server writes them, so that they can be compared. */
export function inServersWords(time: string): string {
  return new Date(time).toISOString();
}

export function isOver({ status }: CampaignRow): boolean {
  return status === 'completed' || status === 'cancelled';
}

/** Throws `conflict`. */
export function requireDraft({ status }: CampaignRow): void {
  if (status !== 'draft') throw new HttpProblem('conflict', 'This goes only while the campaign is a draft.');
}

/** Throws `conflict` where nobody can be added: it is no draft any more, or is being emptied once more. */
export function requireOpenDraft(row: CampaignRow): void {
  requireDraft(row);
  if (row.removing !== null) throw new HttpProblem('conflict', 'Its recipients are being taken out.');
}
