import type { Logger } from 'pino';
import type { CampaignStop, CampaignWait, LeftOutReason } from '#contract/bulk-campaigns';
import { spellingsOf } from '#contract/number-spellings';
import { dayIn } from '#contract/time-zones';
import { changeRecipient, findNextRecipient, hasOptedOut, type RecipientRow } from '../campaign-recipients/index.ts';
import { retryMessage, type NumberAnswer, type WhatsAppAddress } from '../conversations/index.ts';
import type { MediaFiles } from '../media/index.ts';
import { orStopped, type After } from '../operations/index.ts';
import type { Reading, Store, Writing } from '../storage/index.ts';
import type { CampaignContent } from './campaign-content.ts';
import { completeCampaign, stopCampaign, waitsNoMore } from './campaign-ends.ts';
import { changeCampaign, findCampaign, noteSent, type CampaignRow } from './campaign-store.ts';
import { readNextTurn, type NextTurn, type SendingLine, type Turn } from './campaign-turn.ts';
import { giveMessage, withOwnFile, type PreparedMessage } from './give-message.ts';
import { noteLineSent, noteLineUsed } from './line-days.ts';
import type { LineRuns } from './line-runs.ts';
import { isRunFirst, readRunTurn, type RunTurn } from './run-turn.ts';

const AFTER_LIMIT_MS = 60_000;
const AFTER_SILENCE_MS = 15_000;
const AFTER_FAILURE_MS = 5_000;
const LONGEST_SLEEP_MS = 60_000;
/** What people write goes first all the time; it is said where it takes longer than this. */
const WORTH_SAYING_MS = 5_000;

export interface LineSenderOptions {
  store: Store;
  logger: Logger;
  after: After;
  /** 0 up to, but not including, 1. */
  random: () => number;
  files: MediaFiles;
  clientCode: string;
  sessionId: string;
  timeZoneOf: (database: Reading, clientCode: string) => Promise<string>;
  /** Undefined once the line is removed. */
  line: () => SendingLine | undefined;
  /** Asks WhatsApp who has one of these numbers; each asking is followed by a gap here. */
  findNumber: (phoneNumbers: readonly string[]) => Promise<NumberAnswer>;
  /** Whom the bot is to write to first, at the same pace. */
  runs: LineRuns;
  /** Somebody had their turn. */
  progressed: () => void;
}

/** What one recipient is given, or why they are passed over. */
type Outcome = { address: WhatsAppAddress } | Extract<LeftOutReason, 'not_on_whatsapp' | 'opted_out'>;

/**
 * Lets the bulk messages of one line leave, one after the other, at the pace of the campaign whose turn it is. Everything it
 * goes by is in the database, and a message is accepted in the write that gives its recipient to it, so a crash at any moment
 * sends nobody two and forgets nobody.
 */
export class LineSender {
  readonly #options: LineSenderOptions;
  #round: Promise<void> = Promise.resolve();
  #isWanted = false;
  readonly #closed = new AbortController();
  #heldByChatSince: number | undefined;
  #callOff: (() => void) | undefined;

  constructor(options: LineSenderOptions) {
    this.#options = options;
  }

  get clientCode(): string {
    return this.#options.clientCode;
  }

  /** Something has changed: looks whether a message may leave now. */
  wake(): void {
    if (this.#closed.signal.aborted || this.#isWanted) return;
    this.#isWanted = true;
    this.#round = this.#round
      .then(() => this.#takeTurn())
      .catch((error: unknown) => {
        this.#options.logger.error({ err: error }, 'the bulk messages of a line could not go on');
        this.#wakeIn(AFTER_FAILURE_MS);
      });
  }

  /** Begins nothing more, and resolves when nothing is under way. */
  async close(): Promise<void> {
    this.#closed.abort();
    this.#callOff?.();
    await this.#round;
  }

  async #takeTurn(): Promise<void> {
    this.#isWanted = false;
    this.#callOff?.();
    if (this.#closed.signal.aborted) return;
    const { next, run } = await this.#readNext();
    await this.#options.runs.show(run);
    await this.#options.runs.say(run);
    if (run && isRunFirst(run, next)) await this.#goOnWith(run);
    else if ('turn' in next) await this.#send(next.turn);
    else if ('done' in next) await this.#complete(next.done);
    else await this.#wait(next, run?.until ?? undefined);
  }

  async #goOnWith({ run, until, isPutOff }: RunTurn): Promise<void> {
    if (until !== null) {
      this.#wakeIn(until - this.#now());
      return;
    }
    const answer = await this.#options.runs.goOn(run, isPutOff, (phoneNumber) => this.#ask(phoneNumber));
    if (answer === undefined) {
      this.wake();
      return;
    }
    const isLimit = answer === 'rate_limit';
    await this.#options.runs.sayWait(isLimit ? answer : 'line_down', null);
    this.#wakeIn(isLimit ? AFTER_LIMIT_MS : AFTER_SILENCE_MS);
  }

  #readNext(): Promise<{ next: NextTurn; run: RunTurn | undefined }> {
    const { store, clientCode, sessionId, timeZoneOf } = this.#options;
    return store.read(async (database) => {
      const timeZone = await timeZoneOf(database, clientCode);
      const place = { clientCode, sessionId, timeZone, line: this.#options.line(), now: this.#now() };
      return { next: await readNextTurn(database, place), run: await readRunTurn(database, place) };
    });
  }

  async #send({ campaign, recipient, hasOptedOut: isOut, conversed, prepared }: Turn): Promise<void> {
    this.#heldByChatSince = undefined;
    if (!prepared) return;
    if ('fault' in prepared && prepared.fault === 'template_gone') {
      await this.#stop(campaign, 'template_gone');
      return;
    }
    if (isOut || conversed) {
      const outcome = isOut || !conversed ? 'opted_out' : { address: conversed };
      await this.#accept(campaign, recipient, { outcome, prepared, wasAsked: false });
      return;
    }
    const answer = await this.#ask(recipient.phoneNumber);
    if (answer === 'not_connected' || answer === 'no_answer') await this.#say(campaign, 'line_down', AFTER_SILENCE_MS);
    else if (answer === 'rate_limit') await this.#say(campaign, 'rate_limit', AFTER_LIMIT_MS);
    else await this.#accept(campaign, recipient, { outcome: answer, prepared, wasAsked: true });
  }

  async #ask(phoneNumber: string): Promise<NumberAnswer | 'rate_limit'> {
    // WhatsApp may take a minute to say nothing, which is longer than the end of a process takes.
    const { signal } = this.#closed;
    try {
      return await orStopped(this.#options.findNumber(spellingsOf(phoneNumber)), signal, 'not_connected');
    } catch (error) {
      this.#options.logger.info({ err: error }, 'WhatsApp is not asked about more numbers for now');
      return 'rate_limit';
    }
  }

  /** The one write that gives a recipient their message, or passes them over. */
  async #accept(
    { id: campaignId, clientCode }: CampaignRow,
    { id: recipientId, messageId }: RecipientRow,
    given: { outcome: Outcome; prepared: CampaignContent; wasAsked: boolean },
  ): Promise<void> {
    const { store, files, sessionId, random, timeZoneOf } = this.#options;
    const isNew = messageId === null && typeof given.outcome === 'object';
    const prepared = isNew ? await withOwnFile(files, given.prepared) : given.prepared;
    await store.write(async (writing) => {
      const campaign = await findCampaign(writing.database, clientCode, campaignId);
      const recipient = campaign && (await findNextRecipient(writing.database, campaign));
      // What was paused, or changed hands, while WhatsApp was asked.
      if (campaign?.status !== 'running' || recipient?.id !== recipientId) return;
      const hasLeft = await this.#settle(writing, campaign, recipient, { prepared, outcome: given.outcome });
      if (hasLeft || given.wasAsked) await noteLineUsed(writing, sessionId, random());
      const timeZone = await timeZoneOf(writing.database, clientCode);
      if (hasLeft) await noteLineSent(writing, sessionId, dayIn(timeZone, new Date(writing.now)));
      await noteSent(writing, campaignId, writing.now);
      if (campaign.waitingFor !== null) await changeCampaign(writing, campaign, waitsNoMore);
    });
    this.#options.progressed();
    this.wake();
  }

  /** Whether a message has left because of it. */
  async #settle(
    writing: Writing,
    campaign: CampaignRow,
    recipient: RecipientRow,
    { outcome, prepared }: { outcome: Outcome; prepared: CampaignContent | PreparedMessage },
  ): Promise<boolean> {
    const passOver = async (status: 'skipped' | 'failed', reason: string) => {
      await changeRecipient(writing, recipient, { status, reason, sentAt: writing.now });
      return false;
    };
    if (await hasOptedOut(writing.database, campaign.clientCode, recipient)) return passOver('skipped', 'opted_out');
    if (typeof outcome === 'string') return passOver('skipped', outcome);
    if (recipient.messageId !== null) {
      await changeRecipient(writing, recipient, { sentAt: writing.now });
      return (await this.#sendAgain(writing, recipient)) || passOver('failed', 'gone');
    }
    if ('fault' in prepared) return passOver('failed', prepared.fault);
    const message = 'copyId' in prepared ? prepared : { ...prepared, copyId: undefined };
    const place = { ...campaign, kind: this.#options.line()?.kind };
    const to = { address: outcome.address, name: recipient.name };
    const given = await giveMessage(writing, place, to, message, async (contactId) =>
      (await hasOptedOut(writing.database, campaign.clientCode, { ...recipient, contactId })) ? 'opted_out' : undefined,
    );
    if (given === 'window_closed') return passOver('failed', given);
    if (given === 'opted_out') return passOver('skipped', given);
    await changeRecipient(writing, recipient, { ...given, sentAt: writing.now });
    return true;
  }

  async #sendAgain(writing: Writing, { clientCode, conversationId, messageId }: RecipientRow): Promise<boolean> {
    const anew = this.#options.line()?.kind === 'cloud-api';
    const sent = await retryMessage(writing, clientCode, conversationId ?? '', messageId ?? '', { anew });
    return sent !== undefined;
  }

  async #complete(campaign: CampaignRow): Promise<void> {
    await this.#options.store.write((writing) => completeCampaign(writing, campaign));
    this.wake();
  }

  async #stop(campaign: CampaignRow, reason: CampaignStop): Promise<void> {
    await this.#options.store.write((writing) => stopCampaign(writing, campaign, reason));
    this.wake();
  }

  /** Each campaign says what it waits for; the first that may go on wakes this. */
  async #wait({ waits, heldByChat }: Extract<NextTurn, { waits: unknown }>, runAt?: number): Promise<void> {
    this.#heldByChatSince = heldByChat ? (this.#heldByChatSince ?? this.#now()) : undefined;
    const isLong = this.#heldByChatSince !== undefined && this.#now() - this.#heldByChatSince > WORTH_SAYING_MS;
    for (const { campaign, for: reason, until } of waits) {
      if (reason === 'line_down') await this.#note(campaign, reason, null);
      else if (reason !== null) await this.#note(campaign, reason, until);
      else if (isLong) await this.#note(campaign, 'chat_first', null);
    }
    const next = Math.min(...waits.map(({ until }) => until), runAt ?? Infinity);
    if (next < Infinity) this.#wakeIn(next - this.#now());
  }

  async #say(campaign: CampaignRow, reason: CampaignWait, milliseconds: number): Promise<void> {
    await this.#note(campaign, reason, null);
    this.#wakeIn(milliseconds);
  }

  /** Says what a campaign waits for, where it has not yet. */
  async #note(campaign: CampaignRow, reason: CampaignWait, until: number | null): Promise<void> {
    const waitingUntil = until === null ? null : new Date(until).toISOString();
    if (campaign.waitingFor === reason && campaign.waitingUntil === waitingUntil) return;
    await this.#options.store.write(async (writing) => {
      const now = await findCampaign(writing.database, campaign.clientCode, campaign.id);
      if (now?.status === 'running') await changeCampaign(writing, now, { waitingFor: reason, waitingUntil });
    });
  }

  #wakeIn(milliseconds: number): void {
    this.#callOff?.();
    if (this.#closed.signal.aborted) return;
    const wait = Math.min(Math.max(0, milliseconds), LONGEST_SLEEP_MS);
    this.#callOff = this.#options.after(wait, () => {
      this.wake();
    });
  }

  #now(): number {
    return this.#options.store.now().getTime();
  }
}
