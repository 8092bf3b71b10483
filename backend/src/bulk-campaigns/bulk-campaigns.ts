import type { Logger } from 'pino';
import type { NumberQuality } from '#contract/cloud-api';
import type { EventBody } from '#contract/events';
import type { BulkCampaign } from '#contract/bulk-campaigns';
import type { NumberAnswer } from '../conversations/index.ts';
import type { MediaFiles } from '../media/index.ts';
import { SteadyPace, type After } from '../operations/index.ts';
import type { CommittedEvent, Reading, Store } from '../storage/index.ts';
import { passOverUnsent, stopCampaign } from './campaign-ends.ts';
import {
  changeCampaign,
  findCampaign,
  paceOf,
  progressOf,
  readHalfCancelled,
  readLiveCampaigns,
  readRunning,
  readRunningOnLine,
  readUnderWay,
  toCampaign,
  type CampaignRow,
} from './campaign-store.ts';
import type { SendingLine } from './campaign-turn.ts';
import { LineSender } from './line-sender.ts';
import { dayIn, readLineUse } from './line-days.ts';
import { etaOf, UNKNOWN_LINE } from './pace-rules.ts';
import { judgeLine, judgeMessages } from './protection.ts';

/** A client's browsers are told of figures this often at most, in milliseconds. */
const PROGRESS_MS = 500;
/** Ticks of what was sent longer ago than this change figures without anybody being told at once. */
const LIVE_MS = 3 * 24 * 3_600_000;

export interface BulkCampaignsOptions {
  store: Store;
  logger: Logger;
  after: After;
  files: MediaFiles;
  /** 0 up to, but not including, 1. */
  random: () => number;
  /** What there is of a line, of this client; undefined once it is removed. */
  line: (clientCode: string, sessionId: string) => KnownLine | undefined;
  /** Rejects with `too-many-requests`, unless the asking is paced already. */
  findNumber: (
    clientCode: string,
    sessionId: string,
    phoneNumbers: readonly string[],
    isPaced: boolean,
  ) => Promise<NumberAnswer>;
  timeZoneOf: (database: Reading, clientCode: string) => Promise<string>;
  hasSockets: (clientCode: string) => boolean;
  emit: (clientCode: string, body: EventBody<'bulk:progress'>) => void;
}

/** What campaigns go by of a line. */
export type KnownLine = SendingLine &
  Omit<Parameters<typeof judgeLine>[0], 'removed' | 'quality'> & { quality: NumberQuality | null };

/** All campaigns of the installation: lets them send, starts them at their time, stops them where they do harm. */
export class BulkCampaigns {
  readonly #options: BulkCampaignsOptions;
  readonly #senders = new Map<string, LineSender>();
  readonly #starts = new Map<string, () => void>();
  /** What was said last, by client and campaign. */
  readonly #told = new Map<string, Map<string, string>>();
  readonly #progress: SteadyPace;
  readonly #judging: SteadyPace;
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #stopListening: () => void;

  constructor(options: BulkCampaignsOptions) {
    this.#options = options;
    this.#progress = new SteadyPace(
      PROGRESS_MS,
      (clientCode) => {
        this.#do('the progress of campaigns could not be told', () => this.#tellProgress(clientCode));
      },
      options.after,
    );
    this.#judging = new SteadyPace(
      PROGRESS_MS,
      (clientCode) => {
        this.#do('campaigns could not be judged', () => this.#judge(clientCode));
      },
      options.after,
    );
    this.#stopListening = options.store.onCommitted((events) => {
      this.#hear(events);
    });
  }

  /** Goes on with what ran when the process ended, to the exact recipient. */
  async start(): Promise<void> {
    const { store } = this.#options;
    for (const campaign of await store.read(readUnderWay)) this.#follow(campaign);
    for (const campaign of await store.read(readHalfCancelled)) await passOverUnsent(store, campaign);
  }

  /** The campaign as the contract shows it, with when its last message will have left. */
  async present(database: Reading, row: CampaignRow): Promise<BulkCampaign> {
    return toCampaign(row, await this.#eta(database, row));
  }

  /** Asks WhatsApp for a person who has a number, through the line of a campaign. Rejects with `too-many-requests`. */
  findNumber({ clientCode, sessionId }: CampaignRow, phoneNumbers: readonly string[]): Promise<NumberAnswer> {
    return this.#options.findNumber(clientCode, sessionId, phoneNumbers, false);
  }

  get files(): MediaFiles {
    return this.#options.files;
  }

  /** What `live` of `GET /api/events` has of the client's campaigns. */
  now(clientCode: string): Promise<EventBody<'bulk:progress'>[]> {
    return this.#options.store.read((database) => this.#readProgress(database, clientCode));
  }

  async close(): Promise<void> {
    this.#stopListening();
    this.#progress.stop();
    this.#judging.stop();
    for (const callOff of this.#starts.values()) callOff();
    await Promise.allSettled([...this.#senders.values()].map((sender) => sender.close()));
    await Promise.all(this.#underWay);
  }

  #hear(events: readonly CommittedEvent[]): void {
    for (const event of events) {
      switch (event.name) {
        case 'bulk:progress':
          if (event.data.campaign) this.#followEvent(event.clientCode, event.data.campaign);
          break;
        case 'message:new':
          // An answer may be one, or ask for no more; what is sent wakes nothing here but the figures.
          this.#progress.ask(event.clientCode);
          if (event.data.message.direction === 'in') this.#judging.ask(event.clientCode);
          break;
        case 'message:status':
          this.#progress.ask(event.clientCode);
          this.#judging.ask(event.clientCode);
          break;
        case 'whatsapp:state':
        case 'whatsapp:disconnected':
        case 'whatsapp:authenticated':
          this.#judging.ask(event.clientCode);
          break;
        default:
      }
    }
  }

  #followEvent(clientCode: string, { id, sessionId, status, startAt }: BulkCampaign): void {
    this.#follow({ id, clientCode, sessionId, status, startAt });
  }

  #follow(campaign: Pick<CampaignRow, 'id' | 'clientCode' | 'sessionId' | 'status' | 'startAt'>): void {
    this.#starts.get(campaign.id)?.();
    this.#starts.delete(campaign.id);
    // Judged first: its line may be gone.
    if (campaign.status === 'running')
      this.#do('a campaign could not be judged', () => this.#judge(campaign.clientCode));
    if (campaign.status !== 'scheduled' || campaign.startAt === null) return;
    const wait = Date.parse(campaign.startAt) - this.#options.store.now().getTime();
    const callOff = this.#options.after(Math.min(Math.max(wait, 0), LONGEST_TIMER_MS), () => {
      this.#do('a campaign could not be started', () =>
        this.#startDue(campaign.clientCode, campaign.id).catch((error: unknown) => {
          this.#starts.set(
            campaign.id,
            this.#options.after(AFTER_FAILURE_MS, () => {
              this.#follow(campaign);
            }),
          );
          throw error;
        }),
      );
    });
    this.#starts.set(campaign.id, callOff);
  }

  async #startDue(clientCode: string, id: string): Promise<void> {
    await this.#options.store.write(async (writing) => {
      const campaign = await findCampaign(writing.database, clientCode, id);
      if (campaign?.status !== 'scheduled') return;
      if ((campaign.startAt ?? '') > writing.now) this.#follow(campaign);
      else await changeCampaign(writing, campaign, { status: 'running', startedAt: writing.now });
    });
  }

  #wake(clientCode: string, sessionId: string): void {
    const sender = this.#senders.get(sessionId) ?? this.#newSender(clientCode, sessionId);
    this.#senders.set(sessionId, sender);
    sender.wake();
  }

  #newSender(clientCode: string, sessionId: string): LineSender {
    const { store, logger, after, random, files, line, findNumber, timeZoneOf } = this.#options;
    return new LineSender({
      store,
      logger,
      after,
      random,
      files,
      clientCode,
      sessionId,
      timeZoneOf,
      line: () => line(clientCode, sessionId),
      findNumber: (phoneNumbers) => findNumber(clientCode, sessionId, phoneNumbers, true),
      progressed: () => {
        this.#progress.ask(clientCode);
      },
    });
  }

  /** Looks at the client's campaigns that run: what became of their messages, and how their lines are. */
  async #judge(clientCode: string): Promise<void> {
    const { store, line } = this.#options;
    for (const campaign of await store.read((database) => readRunning(database, clientCode))) {
      const known = line(clientCode, campaign.sessionId);
      const reason =
        judgeLine({ state: 'stopped', reason: null, quality: null, ...known, removed: known === undefined }) ??
        (await store.read((database) => judgeMessages(database, campaign)));
      if (reason) await store.write((writing) => stopCampaign(writing, campaign, reason));
      else this.#wake(clientCode, campaign.sessionId);
    }
  }

  async #tellProgress(clientCode: string): Promise<void> {
    const { hasSockets, emit } = this.#options;
    if (!hasSockets(clientCode)) return;
    const live = await this.now(clientCode);
    const told = this.#told.get(clientCode) ?? new Map<string, string>();
    // Of those whose figures no longer change nothing is kept.
    this.#told.set(clientCode, new Map(live.map(({ campaignId }) => [campaignId, told.get(campaignId) ?? ''])));
    for (const progress of live) {
      const { etaSeconds: _, ...counts } = progress;
      const said = JSON.stringify(counts);
      if (told.get(progress.campaignId) === said) continue;
      this.#told.get(clientCode)?.set(progress.campaignId, said);
      emit(clientCode, progress);
    }
  }

  async #readProgress(database: Reading, clientCode: string): Promise<EventBody<'bulk:progress'>[]> {
    const since = new Date(this.#options.store.now().getTime() - LIVE_MS).toISOString();
    const live: EventBody<'bulk:progress'>[] = [];
    for (const row of await readLiveCampaigns(database, clientCode, since)) {
      live.push(progressOf(row, await this.#eta(database, row)));
    }
    return live;
  }

  async #eta(database: Reading, row: CampaignRow): Promise<number | null> {
    const { store, line, timeZoneOf } = this.#options;
    if (row.status !== 'running') return null;
    const timeZone = await timeZoneOf(database, row.clientCode);
    const { sentToday, daysBefore } = await readLineUse(database, row.sessionId, dayIn(timeZone, store.now()));
    const { kind, messagingLimit } = line(row.clientCode, row.sessionId) ?? UNKNOWN_LINE;
    // Those that share the line take turns.
    const sharing = (await readRunningOnLine(database, row.clientCode, row.sessionId)).filter(
      ({ pending }) => pending > 0,
    ).length;
    const remaining = row.pending * Math.max(1, sharing);
    return etaOf(
      { pace: paceOf(row), kind, remaining, sentToday, daysBefore, timeZone, messagingLimit },
      store.now().getTime(),
    );
  }

  #do(failure: string, work: () => Promise<unknown>): void {
    const done = work()
      .catch((error: unknown) => {
        this.#options.logger.error({ err: error }, failure);
      })
      .finally(() => {
        this.#underWay.delete(done);
      });
    this.#underWay.add(done);
  }
}

/** A write that failed is tried again. */
const AFTER_FAILURE_MS = 5_000;
/** Timers of Node have 31 bits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
