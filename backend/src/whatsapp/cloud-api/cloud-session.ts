import type { Logger } from 'pino';
import type { CloudApiCredentials } from '#contract/cloud-api';
import type { SessionReason } from '#contract/whatsapp-sessions';
import type { NumberAnswer } from '../../conversations/index.ts';
import { NextTry } from '../next-try.ts';
import { Reconnection } from '../reconnection.ts';
import { SessionRecord } from '../session-record.ts';
import type { SessionRow } from '../session-store.ts';
import type { Addressee, Condition, Session } from '../session.ts';
import { StepQueue } from '../step-queue.ts';
import { CloudLine, type CloudEnvironment } from './cloud-line.ts';
import type { CloudLineRow, LineSecrets } from './cloud-line-store.ts';
import { GraphError, meaningOf, NeverSentError } from './graph-errors.ts';
import { LiveLine } from './live-line.ts';
import type { NumberFacts } from './number-facts.ts';
import type { WebhookChange } from './webhook-payload.ts';

/** What the history notes where nobody gave a code: no answer, and a link that is over. */
const [NO_ANSWER, ENDED] = [408, 401];
const AFTER_FAILURE_MS = 10_000;

/** What news of the account may have changed: the number is asked about anew. */
const aboutNumber = [
  'account_update',
  'account_review_update',
  'business_capability_update',
  'phone_number_name_update',
  'phone_number_quality_update',
];

/**
 * One number over Meta's Cloud API. There is no connection to keep: it is open while its credentials are good and Meta can be
 * reached. What comes in comes by webhook, whether it is open or not.
 */
export class CloudSession implements Session {
  readonly qr = undefined;
  readonly #environment: CloudEnvironment;
  readonly #logger: Logger;
  readonly #record: SessionRecord;
  readonly #reconnection = new Reconnection();
  readonly #steps = new StepQueue();
  readonly #nextTry: NextTry;
  /** What is known of the number, and what Meta can be asked of it. */
  readonly line: CloudLine;
  #live: LiveLine | undefined;
  #wantsTemplates = false;
  #closed = false;

  constructor(environment: CloudEnvironment, row: SessionRow, line: CloudLineRow) {
    this.#environment = environment;
    this.#record = new SessionRecord(environment.store, row);
    this.line = new CloudLine(environment, () => this.row, line);
    this.#nextTry = new NextTry({ after: environment.after, now: () => environment.store.now() });
    this.#logger = environment.logger.child({ sessionId: row.id, clientCode: row.clientCode });
  }

  get row(): SessionRow {
    return this.#record.row;
  }

  settle(): Promise<void> {
    return this.#steps.run(() => this.#record.settle());
  }

  restore(): Promise<void> {
    this.#later(() => this.#open());
    return this.#steps.idle();
  }

  connect(): Promise<void> {
    return this.#steps.run(async () => {
      this.#reconnection.reset();
      await this.#open();
    });
  }

  async check(): Promise<Condition> {
    if (this.#closed || !this.#record.isLinked || this.row.state === 'stopped') return 'resting';
    return this.#steps.run(async () => {
      if (!this.#live) {
        if (this.#nextTry.isAhead) return 'waiting';
        await this.#open();
        return 'reconnected';
      }
      await this.#refresh();
      return this.row.state === 'open' ? 'healthy' : 'waiting';
    });
  }

  rename(name: string): Promise<void> {
    return this.#steps.run(async () => {
      if (!this.#closed) await this.#record.named(name);
    });
  }

  /** Nothing is shown to be scanned. */
  cancelLink(): Promise<void> {
    return Promise.resolve();
  }

  logout(): Promise<void> {
    return this.#steps.run(() => this.#unlink());
  }

  remove(): Promise<void> {
    return this.#steps.run(async () => {
      if (this.#closed) return;
      await this.#unlink();
      this.#closed = true;
      await this.#record.removed();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#nextTry.callOff();
    await this.#steps.idle();
    await this.#live?.close();
  }

  wake(): void {
    this.#live?.sender.wake();
  }

  tellRead(): void {
    this.#live?.news.wake();
  }

  /** The Cloud API tells nobody who has a number: whether one is on WhatsApp shows when something is sent there. */
  findNumber([phoneNumber = '']: readonly string[]): Promise<NumberAnswer> {
    return Promise.resolve({ address: { phoneNumber } });
  }

  async showTyping({ conversationId }: Addressee, typing: boolean): Promise<void> {
    // It ends by itself, or with the message.
    if (typing) await this.#live?.news.showTyping(conversationId);
  }

  /** Meta does not tell who writes. */
  watch(): Promise<void> {
    return Promise.resolve();
  }

  /** There are no groups over the Cloud API. */
  groupMembers(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /** Replaces what is named of the credentials, and connects with them. */
  changeCredentials(change: Partial<CloudApiCredentials>): Promise<void> {
    return this.#steps.run(async () => {
      if (this.#closed) return;
      await this.#letGo();
      await this.line.changeCredentials(change);
      this.#reconnection.reset();
      await this.#open();
    });
  }

  /** Has Meta send this account's webhooks here, and tells so. Resolves and rejects as the line's own does. */
  async subscribe(): Promise<boolean> {
    const isDone = await this.line.subscribe();
    if (isDone) await this.#steps.run(() => this.#record.told());
    return isDone;
  }

  /** Stores what changes of a webhook tell; resolves once they are on disk. */
  async receive(changes: readonly WebhookChange[]): Promise<void> {
    await this.line.receive(changes);
    if (changes.some(({ field }) => aboutNumber.includes(field))) this.#later(() => this.#refresh());
    if (changes.some(({ field }) => field.startsWith('message_template'))) this.#syncTemplates();
  }

  /** Once for all the news that come before it begins. */
  #syncTemplates(): void {
    if (this.#wantsTemplates) return;
    this.#wantsTemplates = true;
    this.#later(() => {
      this.#wantsTemplates = false;
      return this.line.syncTemplatesAnew();
    });
  }

  async #open(): Promise<void> {
    if (this.#closed || this.#live) return;
    this.#nextTry.callOff();
    let secrets: LineSecrets | undefined;
    try {
      secrets = await this.line.secrets();
    } catch (error) {
      // Kept as they are: the key that opens them may come back.
      this.#logger.error({ err: error }, 'the credentials of a line cannot be read');
      await this.#record.waitsForPerson('stopped', 'credentials_unreadable', ENDED);
      return;
    }
    if (!secrets) return;
    await this.#record.connecting();
    try {
      await this.#opened(await this.line.readNumber(secrets), secrets);
    } catch (error) {
      await this.#troubled(error);
    }
  }

  async #opened(facts: NumberFacts, { accessToken }: LineSecrets): Promise<void> {
    const { phoneNumber, verifiedName } = facts;
    const { id: sessionId, clientCode } = this.row;
    if (!this.#record.isLinked) await this.#record.paired();
    const refusal = await this.#record.opened({ phoneNumber, name: verifiedName ?? '' });
    if (refusal) {
      await this.#record.refused(refusal, ENDED, phoneNumber);
      return;
    }
    if (this.#closed) return;
    await this.#noteFacts(facts);
    this.#reconnection.opened(this.#now().getTime());
    const live: LiveLine = new LiveLine({
      ...this.#environment,
      logger: this.#logger,
      clientCode,
      sessionId,
      phoneNumberId: this.line.row.phoneNumberId,
      accessToken,
      throughput: facts.throughput,
      stopped: (why) => {
        this.#later(() => this.#lost(live, why));
      },
    });
    this.#live = live;
    this.#later(() => this.line.learnMore());
  }

  /** Asks again what Meta thinks of the number, and so whether the line still works. */
  async #refresh(): Promise<void> {
    const secrets = await this.line.secrets();
    if (!this.#live || !secrets) return;
    try {
      const facts = await this.line.readNumber(secrets);
      await this.#noteFacts(facts);
      this.#live.sender.throughput = facts.throughput;
      this.#live.wake();
      await this.line.learnMore();
    } catch (error) {
      const isBusy = error instanceof GraphError && ['number', 'account'].includes(meaningOf(error).about);
      if (!isBusy) await this.#troubled(error);
    }
  }

  async #noteFacts(facts: NumberFacts): Promise<void> {
    if (await this.line.noteFacts(facts)) await this.#record.told();
  }

  /** Sending has found out that something is wrong with the line. */
  async #lost(live: LiveLine, why: SessionReason): Promise<void> {
    if (this.#closed) return;
    if (this.#live !== live) {
      // A late answer to credentials of before: what it gave back goes with those of now.
      this.#live?.wake();
      return;
    }
    await this.#letGo();
    if (why === 'server_unreachable') await this.#retry(why, NO_ANSWER);
    else await this.#record.waitsForPerson('stopped', why, ENDED);
  }

  async #troubled(error: unknown): Promise<void> {
    await this.#letGo();
    const { reason, code, passes } = troubleOf(error);
    this.#logger.info({ code, reason }, 'Meta does not take the credentials of a line, or cannot be reached');
    if (passes && this.#record.isLinked) await this.#retry(reason, code);
    else await this.#record.waitsForPerson(this.#record.isLinked ? 'stopped' : 'unlinked', reason, code);
  }

  async #retry(reason: SessionReason, code: number): Promise<void> {
    const now = this.#now().getTime();
    const delay = this.#reconnection.delayAfter('retry', now) ?? AFTER_FAILURE_MS;
    await this.#record.retrying(code, reason, now + delay);
    this.#openIn(delay);
  }

  #openIn(milliseconds: number): void {
    this.#nextTry.planIn(milliseconds, () => {
      this.#later(() => this.#open());
    });
  }

  async #letGo(): Promise<void> {
    this.#nextTry.callOff();
    const live = this.#live;
    this.#live = undefined;
    await live?.close();
  }

  /** Meta goes on sending webhooks, but without the secret none is taken. */
  async #unlink(): Promise<void> {
    await this.#letGo();
    if (this.row.state === 'unlinked' && !(await this.line.secrets().catch(() => undefined))) return;
    await this.line.forgetSecrets();
    await this.#record.unlinked('unlinked_by_user', ENDED);
  }

  /** A step nobody waits for. When it fails (a full disk, say) a linked session tries again by itself. */
  #later(work: () => Promise<void>): void {
    this.#steps.run(work).catch((error: unknown) => {
      this.#logger.error({ err: error }, 'a step of a line over Meta failed');
      if (this.#record.isLinked && !this.#live && !this.#closed) this.#openIn(AFTER_FAILURE_MS);
    });
  }

  #now(): Date {
    return this.#environment.store.now();
  }
}

/** What keeps Meta from telling of a number, and whether it may pass by itself. */
function troubleOf(error: unknown): { reason: SessionReason; code: number; passes: boolean } {
  if (error instanceof NeverSentError) return { reason: 'server_unreachable', code: NO_ANSWER, passes: true };
  if (!(error instanceof GraphError)) return { reason: 'no_answer', code: NO_ANSWER, passes: true };
  const { code } = error;
  const meaning = meaningOf(error);
  if (meaning.about === 'line') return { reason: meaning.reason, code, passes: false };
  // What Meta does not know it calls an invalid parameter (Graph API, error 100).
  if (meaning.about === 'request') return { reason: 'number_unknown', code, passes: false };
  return { reason: 'unavailable', code, passes: true };
}
