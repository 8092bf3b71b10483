import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import type { CloudApiCheck, CloudApiCredentials, CloudApiLine } from '#contract/cloud-api';
import { FileGoneError, type MediaFiles } from '../../media/index.ts';
import { replaceTemplates } from '../../message-templates/index.ts';
import type { After } from '../../operations/index.ts';
import type { SecretBox, Store } from '../../storage/index.ts';
import { isSameSecret } from '../../web/index.ts';
import { deleteKeyRows } from '../key-rows.ts';
import type { SessionRow } from '../session-store.ts';
import {
  changeCloudLine,
  readSecrets,
  saveSecrets,
  toCloudApiLine,
  webhookAddress,
  type CloudLineRow,
  type LineSecrets,
} from './cloud-line-store.ts';
import type { GraphApi } from './graph-api.ts';
import { examineLine } from './line-checks.ts';
import { MetaFiles } from './meta-files.ts';
import { listTemplates, readNumber, readToken, subscribe, type MetaLine, type NumberFacts } from './number-facts.ts';
import { recordChange } from './webhook-inbox.ts';
import type { WebhookChange } from './webhook-payload.ts';

/** What all sessions over Meta's Cloud API share. */
export interface CloudEnvironment {
  store: Store;
  box: SecretBox;
  logger: Logger;
  files: MediaFiles;
  graph: GraphApi;
  after: After;
  /** The origin under which Meta finds this server (`PUBLIC_URL`). */
  publicUrl: string | undefined;
}

/** Meta need not be asked more often by itself: it tells of each change of a template, and a token's end stays what it is. */
const LEARN_EVERY_MS = 6 * 3_600_000;
/** It is noted when Meta last called, but not for each of a thousand calls a second. */
const NOTED_EVERY_MS = 10_000;
const DAY_MS = 86_400_000;
const TOKEN_WARNING_DAYS = 7;

/** What is known of one number at Meta: its credentials, what Meta says of it, and what comes in for it. */
export class CloudLine {
  readonly #environment: CloudEnvironment;
  readonly #logger: Logger;
  readonly #session: () => SessionRow;
  #row: CloudLineRow;
  #secrets: LineSecrets | undefined;
  /** Where Meta sends the webhooks of the number, if not where its app says; undefined until it has told, too. */
  #webhooksGoTo: string | undefined;
  #notedAt = 0;
  #syncing: Promise<void> | undefined;
  #warnedOfDays: number | undefined;

  constructor(environment: CloudEnvironment, session: () => SessionRow, row: CloudLineRow) {
    const { id: sessionId, clientCode } = session();
    this.#environment = environment;
    this.#logger = environment.logger.child({ sessionId, clientCode });
    this.#session = session;
    this.#row = row;
  }

  get row(): CloudLineRow {
    return this.#row;
  }

  /** The line as its admins see it. */
  get shown(): CloudApiLine {
    return toCloudApiLine(this.#row, this.#environment.publicUrl, this.#webhooksGoTo);
  }

  /** Undefined for a line whose secrets were forgotten. Rejects where no key opens them. */
  async secrets(): Promise<LineSecrets | undefined> {
    const { store, box } = this.#environment;
    this.#secrets ??= await store.read((database) => readSecrets(database, box, this.#row.sessionId));
    return this.#secrets;
  }

  async forgetSecrets(): Promise<void> {
    await this.#environment.store.write((writing) => deleteKeyRows(writing, this.#row.sessionId));
    this.#secrets = undefined;
  }

  /** Replaces what is named of the credentials; what cannot be read any more has to be named. */
  async changeCredentials(change: Partial<CloudApiCredentials>): Promise<void> {
    const { store, box } = this.#environment;
    const { accessToken, appSecret, phoneNumberId, businessAccountId, verifyToken } = change;
    const before = await this.secrets().catch(() => undefined);
    const secrets = {
      accessToken: accessToken ?? before?.accessToken ?? '',
      appSecret: appSecret ?? before?.appSecret ?? '',
    };
    const isSameAccount = businessAccountId === undefined || businessAccountId === this.#row.businessAccountId;
    const row = {
      ...this.#row,
      ...(phoneNumberId !== undefined && { phoneNumberId }),
      ...(businessAccountId !== undefined && { businessAccountId }),
      ...(verifyToken !== undefined && { verifyToken, webhookVerifiedAt: null }),
      // What was known may be of another token, or another account.
      templatesSyncedAt: null,
    };
    const { sessionId, ...columns } = row;
    const { clientCode } = this.#session();
    await store.write(async (writing) => {
      await saveSecrets(writing, box, sessionId, secrets);
      await changeCloudLine(writing, sessionId, columns);
      // What another account has approved cannot be sent from this one.
      if (!isSameAccount) await replaceTemplates(writing, { id: sessionId, clientCode }, []);
    });
    this.#secrets = secrets;
    this.#row = row;
  }

  /** Whether Meta, calling for the first time, shows the right word; notes that it did. */
  async verifiesWebhook(token: string): Promise<boolean> {
    if (!isSameSecret(token, this.#row.verifyToken)) return false;
    await this.#note({ webhookVerifiedAt: this.#now().toISOString() });
    return true;
  }

  /** Stores what changes of a webhook tell; resolves once they are on disk. */
  async receive(changes: readonly WebhookChange[]): Promise<void> {
    const now = this.#now();
    const isToBeNoted = now.getTime() - this.#notedAt >= NOTED_EVERY_MS;
    const lastWebhookAt = now.toISOString();
    const { id, clientCode } = this.#session();
    await this.#environment.store.write(async (writing) => {
      for (const change of changes) await recordChange(writing, { id, clientCode }, change, this.#logger);
      if (isToBeNoted) await changeCloudLine(writing, id, { lastWebhookAt });
    });
    if (!isToBeNoted) return;
    this.#notedAt = now.getTime();
    this.#row = { ...this.#row, lastWebhookAt };
  }

  /** Asks Meta about the number: whether the credentials are good shows in it, too. Rejects as `GraphApi` does. */
  readNumber(secrets: LineSecrets): Promise<NumberFacts> {
    return readNumber(this.#environment.graph, this.#atMeta(secrets));
  }

  /** Keeps what Meta says of the number. Resolves with whether it is news. */
  async noteFacts(facts: NumberFacts): Promise<boolean> {
    const { verifiedName, quality, throughput, messagingLimit } = facts;
    const [before, elsewhere] = [this.#row, this.shown.webhooksElsewhere];
    this.#webhooksGoTo = facts.webhookAddress;
    const haveTurned = this.shown.webhooksElsewhere !== elsewhere;
    const change = { verifiedName, quality, throughput, messagingLimit };
    const isNews = (Object.keys(change) as (keyof typeof change)[]).some((name) => change[name] !== before[name]);
    if (!isNews) return haveTurned;
    await this.#note(change);
    if (quality !== before.quality && (quality === 'yellow' || quality === 'red')) {
      await this.#warn('line_quality', { quality });
    }
    return true;
  }

  /** What is good to know and holds up nobody: the end of the token, and the templates, when it is time for them. */
  async learnMore(): Promise<void> {
    const secrets = await this.secrets();
    if (!secrets) return;
    const synced = Date.parse(this.#row.templatesSyncedAt ?? '');
    const isFresh = this.#now().getTime() - synced < LEARN_EVERY_MS;
    if (!isFresh) {
      for (const outcome of await Promise.allSettled([this.syncTemplates(), this.#learnEnd(secrets)])) {
        if (outcome.status === 'rejected') {
          this.#logger.info({ err: outcome.reason as unknown }, 'Meta did not tell everything about a line');
        }
      }
    }
    await this.#warnOfEnd(this.#row.tokenExpiresAt);
  }

  async #learnEnd(secrets: LineSecrets): Promise<void> {
    const { expiresAt } = await readToken(this.#environment.graph, secrets);
    if (expiresAt !== this.#row.tokenExpiresAt) await this.#note({ tokenExpiresAt: expiresAt });
  }

  /** Asks Meta for its templates; whoever wants them meanwhile waits for the same answer. Rejects as `GraphApi` does. */
  syncTemplates(): Promise<void> {
    this.#syncing ??= this.#askForTemplates().finally(() => {
      this.#syncing = undefined;
    });
    return this.#syncing;
  }

  /** After news of templates: an answer that is on its way already may be older. */
  async syncTemplatesAnew(): Promise<void> {
    await this.#syncing?.catch(() => undefined);
    await this.syncTemplates();
  }

  async #askForTemplates(): Promise<void> {
    const { graph, store } = this.#environment;
    const secrets = await this.secrets();
    if (!secrets) return;
    const line = this.#atMeta(secrets);
    const listed = await listTemplates(graph, line);
    // The account was changed meanwhile: these are no longer the line's.
    if (line.businessAccountId !== this.#row.businessAccountId) return;
    const templatesSyncedAt = this.#now().toISOString();
    const { id, clientCode } = this.#session();
    await store.write(async (writing) => {
      await replaceTemplates(writing, { id, clientCode }, listed);
      await changeCloudLine(writing, id, { templatesSyncedAt });
    });
    this.#row = { ...this.#row, templatesSyncedAt };
  }

  /** Examines what it takes for the line to work, one thing after the other. */
  async examine(): Promise<CloudApiCheck[]> {
    const { graph, publicUrl } = this.#environment;
    const secrets = await this.secrets().catch(() => undefined);
    return examineLine({ graph, publicUrl, line: this.#row, secrets });
  }

  /** Has Meta send this account's webhooks here. False where there are no credentials, or no public address. */
  async subscribe(): Promise<boolean> {
    const { graph, publicUrl } = this.#environment;
    const secrets = await this.secrets();
    if (!secrets || publicUrl === undefined) return false;
    const { sessionId, verifyToken } = this.#row;
    const address = webhookAddress(publicUrl, sessionId);
    await subscribe(graph, { ...this.#atMeta(secrets), verifyToken }, address);
    this.#webhooksGoTo = address;
    return true;
  }

  /** The file of a message, of which `content` is Meta's JSON. Rejects with a `FileGoneError` for good. */
  async fetchFile(content: Uint8Array, signal: AbortSignal): Promise<Readable> {
    const secrets = await this.secrets();
    if (!secrets) throw new FileGoneError('The line has been unlinked.');
    return new MetaFiles({ ...this.#environment, ...this.#row, ...secrets }).fetch(content, signal);
  }

  async #warnOfEnd(expiresAt: string | null): Promise<void> {
    if (expiresAt === null) return;
    const days = Math.ceil((Date.parse(expiresAt) - this.#now().getTime()) / DAY_MS);
    if (days > TOKEN_WARNING_DAYS || days <= 0 || days === this.#warnedOfDays) return;
    this.#warnedOfDays = days;
    await this.#warn('line_token', { days: String(days) });
  }

  async #warn(code: string, params: Record<string, string>): Promise<void> {
    const { id: sessionId, clientCode, name } = this.#session();
    await this.#environment.store.write(({ event }) =>
      event(clientCode, 'system:message', () =>
        Promise.resolve({ level: 'warning' as const, code, params: { sessionId, name, ...params } }),
      ),
    );
  }

  async #note(change: Partial<Omit<CloudLineRow, 'sessionId'>>): Promise<void> {
    await this.#environment.store.write((writing) => changeCloudLine(writing, this.#row.sessionId, change));
    this.#row = { ...this.#row, ...change };
  }

  #atMeta({ accessToken }: LineSecrets): MetaLine {
    const { phoneNumberId, businessAccountId } = this.#row;
    return { phoneNumberId, businessAccountId, accessToken };
  }

  #now(): Date {
    return this.#environment.store.now();
  }
}
