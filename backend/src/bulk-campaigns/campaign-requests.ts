import type { Request, Response } from 'express';
import type { CampaignMessage, Consent, GivenRecipient } from '#contract/bulk-campaigns';
import { MOST_RECIPIENTS, type CampaignPace } from '#contract/campaign-rules';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import type { Store, Writing } from '../storage/index.ts';
import { HttpProblem, signedInMember } from '../web/index.ts';
import type { BulkCampaigns } from './bulk-campaigns.ts';
import { findCampaign, messageOf, paceOf, type CampaignRow } from './campaign-store.ts';
import { takeRecipients, type Taken } from './given-recipients.ts';
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
    const campaign = await this.store.read((database) => this.campaigns.present(database, row));
    response.json({ campaign, ...beside });
  }

  /** Takes recipients in. Throws `too-large` where the campaign has enough. */
  async take(
    writing: Writing,
    row: CampaignRow,
    given: { recipients: readonly GivenRecipient[]; consent: Consent; userId: string },
  ): Promise<Taken> {
    const taken = await takeRecipients(writing, row, given.recipients, { ...given, neighbour: this.neighbour(row) });
    if (row.total + taken.added <= MOST_RECIPIENTS) return taken;
    throw new HttpProblem('too-large', `A campaign takes at most ${MOST_RECIPIENTS.toLocaleString('en')} recipients.`);
  }
}

function found(row: CampaignRow | undefined): CampaignRow {
  if (!row) throw new HttpProblem('not-found', 'There is no such campaign.');
  return row;
}

export function isOver({ status }: CampaignRow): boolean {
  return status === 'completed' || status === 'cancelled';
}

/** Throws `conflict`. */
export function requireDraft({ status }: CampaignRow): void {
  if (status !== 'draft') throw new HttpProblem('conflict', 'This goes only while the campaign is a draft.');
}
