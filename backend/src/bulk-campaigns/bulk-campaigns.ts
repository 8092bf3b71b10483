import type { Logger } from 'pino';
import type { LineUse } from '#contract/campaign-forecast';
import type { NumberQuality } from '#contract/cloud-api';
import type { EventBody } from '#contract/events';
import type { BulkCampaign, CampaignResponse } from '#contract/bulk-campaigns';
import type { AgentRun } from '#contract/conversations';
import { ShownTyping, type TypingOutlets } from '../bot/index.ts';
import { readLinesWithRuns } from '../bot-plans/index.ts';
import type { NumberAnswer } from '../conversations/index.ts';
import type { MediaFiles } from '../media/index.ts';
import { SteadyPace, type After } from '../operations/index.ts';
import type { CommittedEvent, Reading, Store } from '../storage/index.ts';
import { finishRemoval, passOverUnsent, stopCampaign } from './campaign-ends.ts';
import { outlookOf, readLineUse } from './campaign-outlook.ts';
import {
  changeCampaign,
  findCampaign,
  progressOf,
  readClientsWithLive,
  readHalfCancelled,
  readHalfRemoved,
  readLiveCampaigns,
  readRunning,
  readUnderWay,
  toCampaign,
  type CampaignRow,
  type Outlook,
} from './campaign-store.ts';
import type { SendingLine } from './campaign-turn.ts';
import { LineRuns } from './line-runs.ts';
import { LineSender } from './line-sender.ts';
import { UNKNOWN_LINE, type PacedLine } from './pace-rules.ts';
import { judgeLine, judgeMessages } from './protection.ts';
import { failRunsOfLine } from './run-steps.ts';

/** A client's campaigns are looked at, and its browsers told of their figures, this often at most, in milliseconds. */
const LOOK_MS = 500;
/** Ticks of what was sent longer ago than this change figures without anybody being told at once. */
const LIVE_MS = 3 * 24 * 3_600_000;

export interface BulkCampaignsOptions extends Omit<TypingOutlets, 'after'> {
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
  /** Clients that had campaigns to look at since the process began: news of the others means nothing here. */
  readonly #concerned = new Set<string>();
  readonly #looking: SteadyPace;
  readonly #typing: ShownTyping;
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #stopListening: () => void;

  constructor(options: BulkCampaignsOptions) {
    this.#options = options;
    this.#typing = new ShownTyping(options);
    this.#looking = new SteadyPace(
      LOOK_MS,
      (clientCode) => {
        this.#do('campaigns could not be judged', () => this.#judge(clientCode));
        this.#do('the progress of campaigns could not be told', () => this.#tellProgress(clientCode));
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
    for (const clientCode of await store.read((database) => readClientsWithLive(database, this.#liveSince())))
      this.#concerned.add(clientCode);
    for (const campaign of await store.read(readUnderWay)) this.#follow(campaign);
    for (const { clientCode } of await store.read((database) => readLinesWithRuns(database))) {
      this.#concerned.add(clientCode);
      this.#looking.ask(clientCode);
    }
    for (const campaign of await store.read(readHalfCancelled)) await passOverUnsent(store, campaign);
    for (const campaign of await store.read(readHalfRemoved)) await finishRemoval(store, campaign);
  }

  /** The campaign as the contract shows it, with when its last message will have left. */
  async present(database: Reading, row: CampaignRow): Promise<BulkCampaign> {
    return toCampaign(row, await this.#outlook(database, row));
  }

  /** As `present`, with what estimates of it go by. */
  async presentWithLine(database: Reading, row: CampaignRow): Promise<CampaignResponse> {
    const line = await this.#use(database, row);
    return { campaign: toCampaign(row, this.#outlookBy(row, line)), line };
  }

  timeZoneOf(database: Reading, clientCode: string): Promise<string> {
    return this.#options.timeZoneOf(database, clientCode);
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
    this.#looking.stop();
    for (const callOff of this.#starts.values()) callOff();
    await Promise.allSettled([...this.#senders.values()].map((sender) => sender.close()));
    await Promise.all(this.#underWay);
    this.#typing.close();
  }

  #hear(events: readonly CommittedEvent[]): void {
    for (const event of events) {
      switch (event.name) {
        case 'bulk:progress':
          if (event.data.campaign) this.#followEvent(event.clientCode, event.data.campaign);
          break;
        case 'contact:updated':
          this.#followRun(event.clientCode, event.data.contact.agentRun);
          break;
        case 'settings:changed':
          // Those who wait may be written to sooner, or later: by another pace, or another time zone.
          if (['bot', 'client'].includes(event.data.kind) && this.#concerned.has(event.clientCode))
            this.#looking.ask(event.clientCode);
          break;
        // An answer may ask for no more, what became of a message may count against its campaign, a line may be gone.
        case 'message:new':
        case 'message:status':
        case 'bot:status_changed':
        case 'whatsapp:state':
        case 'whatsapp:disconnected':
        case 'whatsapp:authenticated':
          if (this.#concerned.has(event.clientCode)) this.#looking.ask(event.clientCode);
          break;
        default:
      }
    }
  }

  #followRun(clientCode: string, run: AgentRun | null): void {
    if (run?.state === 'waiting') {
      this.#concerned.add(clientCode);
      this.#looking.ask(clientCode);
    }
    // Nobody is to see it typing to whom it writes no more, though nobody else may be waiting on that line.
    if (run?.state === 'not_needed' || run?.state === 'failed') {
      for (const sender of this.#senders.values()) if (sender.clientCode === clientCode) sender.wake();
    }
  }

  #followEvent(clientCode: string, { id, sessionId, status, startAt }: BulkCampaign): void {
    this.#follow({ id, clientCode, sessionId, status, startAt });
  }

  #follow(campaign: Pick<CampaignRow, 'id' | 'clientCode' | 'sessionId' | 'status' | 'startAt'>): void {
    this.#starts.get(campaign.id)?.();
    this.#starts.delete(campaign.id);
    if (campaign.status !== 'draft') this.#concerned.add(campaign.clientCode);
    if (campaign.status === 'running') {
      // At once, because its line may be gone.
      this.#do('a campaign could not be judged', () => this.#judge(campaign.clientCode));
      // Its change told nobody what is to be expected of it now.
      this.#told.get(campaign.clientCode)?.delete(campaign.id);
      this.#looking.ask(campaign.clientCode);
    }
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
      runs: new LineRuns({
        store,
        random,
        timeZoneOf,
        typing: this.#typing,
        clientCode,
        sessionId,
        line: () => line(clientCode, sessionId),
      }),
      progressed: () => {
        this.#looking.ask(clientCode);
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
    for (const { sessionId } of await store.read((database) => readLinesWithRuns(database, clientCode))) {
      const known = line(clientCode, sessionId);
      const isGone = judgeLine({
        state: 'stopped',
        reason: null,
        quality: null,
        ...known,
        removed: known === undefined,
      });
      if (isGone) await store.write((writing) => failRunsOfLine(writing, clientCode, sessionId));
      else this.#wake(clientCode, sessionId);
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
      const { etaSeconds: _, pause: __, ...counts } = progress;
      const said = JSON.stringify(counts);
      if (told.get(progress.campaignId) === said) continue;
      this.#told.get(clientCode)?.set(progress.campaignId, said);
      emit(clientCode, progress);
    }
  }

  async #readProgress(database: Reading, clientCode: string): Promise<EventBody<'bulk:progress'>[]> {
    const live: EventBody<'bulk:progress'>[] = [];
    for (const row of await readLiveCampaigns(database, clientCode, this.#liveSince())) {
      live.push(progressOf(row, await this.#outlook(database, row)));
    }
    return live;
  }

  #liveSince(): string {
    return new Date(this.#options.store.now().getTime() - LIVE_MS).toISOString();
  }

  /** Undefined where it does not run. */
  async #outlook(database: Reading, row: CampaignRow): Promise<Outlook | undefined> {
    return row.status === 'running' ? this.#outlookBy(row, await this.#use(database, row)) : undefined;
  }

  #outlookBy(row: CampaignRow, use: LineUse): Outlook | undefined {
    if (row.status !== 'running') return undefined;
    return outlookOf(row, this.#lineOf(row).kind, use, this.#options.store.now());
  }

  async #use(database: Reading, row: CampaignRow): Promise<LineUse> {
    const { store, timeZoneOf } = this.#options;
    const timeZone = await timeZoneOf(database, row.clientCode);
    return readLineUse(database, row, { line: this.#lineOf(row), timeZone, now: store.now() });
  }

  #lineOf({ clientCode, sessionId }: CampaignRow): PacedLine {
    return this.#options.line(clientCode, sessionId) ?? UNKNOWN_LINE;
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
