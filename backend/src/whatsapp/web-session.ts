import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { EventBody } from '#contract/events';
import type { SessionQr, SessionReason } from '#contract/whatsapp-sessions';
import { failUnsent, type WhatsAppAddress } from '../conversations/index.ts';
import type { SecretBox, Store } from '../storage/index.ts';
import { meaningOfClose, retryDelay, type CloseMeaning } from './close-codes.ts';
import { LinkOffer } from './link-offer.ts';
import {
  changeSession,
  removeSession,
  type SessionChange,
  type SessionNews,
  type SessionRow,
} from './session-store.ts';
import { Inbox, KeyStore, WebConnection, type ConnectionListener, type UnreadableKeys } from './whatsapp-web/index.ts';

/** How long to wait after a failure of our own, such as a database that could not be written. */
const AFTER_FAILURE_MS = 10_000;
/** How long a batch of restored sessions waits for one that neither opens nor fails. */
const RESTORE_LIMIT_MS = 20_000;

/** What all sessions of the process share. */
export interface SessionEnvironment {
  store: Store;
  box: SecretBox;
  unreadableKeys: UnreadableKeys;
  logger: Logger;
  /** Undefined for WhatsApp's own address. */
  url: string | undefined;
  /** How long WhatsApp has to acknowledge a message before it is sent again, in milliseconds. */
  ackTimeout: number;
  emitQr(clientCode: string, qr: EventBody<'whatsapp:qr'>): void;
  contactTyping(clientCode: string, address: WhatsAppAddress, typing: boolean): void;
}

/**
 * Keeps one linked number connected: one connection at a time, tries again after an outage, and waits for a person where
 * only a person can help. Its steps run one after the other; each change of state is stored with its event.
 */
export class WebSession {
  readonly #environment: SessionEnvironment;
  readonly #logger: Logger;
  #row: SessionRow;
  #connection: WebConnection | undefined;
  /** Raised with every new connection and every unlinking: what an earlier one still reports is no longer heard. */
  #generation = 0;
  /** Ends with the first outcome of the present connection: open, or lost. */
  #outcome: PromiseWithResolvers<void> = Promise.withResolvers();
  #attempt = 0;
  #retryTimer: NodeJS.Timeout | undefined;
  /** Of the present connection. */
  #offer = new LinkOffer();
  /** The phone that is to be linked by typing a code, where a person chose that. */
  #pairingNumber: string | undefined;
  #steps: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(environment: SessionEnvironment, row: SessionRow) {
    this.#environment = environment;
    this.#row = row;
    this.#logger = environment.logger.child({ sessionId: row.id, clientCode: row.clientCode });
  }

  get row(): SessionRow {
    return this.#row;
  }

  /** The QR to show now; undefined unless a phone is being linked. */
  get qr(): SessionQr | undefined {
    return this.#offer.shown;
  }

  /**
   * Links a phone, or connects a linked one again. While a connection is there or on its way only a `phoneNumber` changes
   * something: the person wants to type a code instead of scanning.
   */
  connect(phoneNumber?: string): Promise<void> {
    return this.#step(async () => {
      this.#pairingNumber = phoneNumber;
      if (!this.#connection) this.#attempt = 0;
      await this.#open();
      await this.#askForPairingCode();
    });
  }

  /** Connects a linked phone after a start of the process; resolves with the first outcome, at the latest after a while. */
  async restore(): Promise<void> {
    this.#later(() => this.#open());
    await this.#steps;
    await Promise.race([this.#outcome.promise, pause(RESTORE_LIMIT_MS, undefined, { ref: false })]);
  }

  /** Gives the line another name on every screen. */
  rename(name: string): Promise<void> {
    return this.#step(async () => {
      if (!this.#closed) await this.#change({ name }, { name: 'whatsapp:state' });
    });
  }

  /** Unlinks the phone, forgets the credentials, and gives up on what has not been sent. */
  logout(): Promise<void> {
    return this.#step(() => this.#unlink());
  }

  /** Unlinks and takes the line off every screen, for good. */
  remove(): Promise<void> {
    return this.#step(async () => {
      if (this.#closed) return;
      await this.#unlink();
      this.#closed = true;
      await this.#environment.store.write(async (writing) => {
        await failUnsent(writing, this.#row.clientCode, this.#row.id);
        await removeSession(writing, this.#row);
      });
    });
  }

  /** Closes the connection without unlinking, for the end of the process. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    await this.#connection?.end();
    await this.#steps;
    this.#outcome.resolve();
  }

  /** A process that ended while a QR was shown left this state behind. */
  async settle(): Promise<void> {
    if (this.#row.linked === 1 || this.#row.state === 'unlinked') return;
    await this.#step(() => this.#change({ state: 'unlinked', retryAt: null }, { name: 'whatsapp:state' }));
  }

  wake(): void {
    this.#connection?.wake();
  }

  async showTyping(address: WhatsAppAddress, typing: boolean): Promise<void> {
    if (this.#row.state === 'open') await this.#connection?.showTyping(address, typing);
  }

  async watch(address: WhatsAppAddress): Promise<void> {
    if (this.#row.state === 'open') await this.#connection?.watch(address);
  }

  async #open(): Promise<void> {
    if (this.#closed || this.#connection) return;
    clearTimeout(this.#retryTimer);
    const { store, url, ackTimeout } = this.#environment;
    const { id: sessionId, clientCode, linked } = this.#row;
    const keys = new KeyStore({ ...this.#environment, sessionId });
    if (!linked) await keys.erase();
    const credentials = await keys.readCredentials();
    const inbox = new Inbox({ store, keys, logger: this.#logger, clientCode, sessionId });
    if (credentials.me) await inbox.replay({ id: credentials.me.id, lid: credentials.me.lid });
    await this.#change({ state: linked ? 'connecting' : 'linking', retryAt: null }, { name: 'whatsapp:state' });
    this.#generation += 1;
    this.#outcome = Promise.withResolvers();
    this.#connection = new WebConnection({
      store,
      keys,
      credentials,
      clientCode,
      sessionId,
      logger: this.#logger,
      url,
      ackTimeout,
      listener: this.#listener(this.#generation),
    });
  }

  /** What one connection reports, as long as it is the present one. */
  #listener(generation: number): ConnectionListener {
    const isPresent = () => generation === this.#generation;
    const step = (work: () => Promise<void>) => {
      this.#later(async () => {
        if (isPresent()) await work();
      });
    };
    const offer = (this.#offer = new LinkOffer());
    return {
      qr: (qr) => {
        if (!isPresent()) return;
        this.#show(offer.nextQr(qr, this.#environment.store.now()));
        if (offer.codes === 1) step(() => this.#askForPairingCode());
      },
      paired: () => {
        offer.end();
        step(() => this.#change({ state: 'connecting', linked: 1 }, { name: 'whatsapp:state' }));
      },
      open: (me) => {
        step(() => this.#opened(me));
      },
      typing: (address, typing) => {
        if (isPresent()) this.#environment.contactTyping(this.#row.clientCode, address, typing);
      },
      closed: (code) => {
        offer.end();
        if (!isPresent()) return;
        this.#connection = undefined;
        step(() => this.#lost(code, offer.codes));
      },
    };
  }

  /** Ends the connection, at WhatsApp too where it is there, and leaves nothing behind that could be used again. */
  async #unlink(): Promise<void> {
    clearTimeout(this.#retryTimer);
    this.#generation += 1;
    this.#offer.end();
    const connection = this.#connection;
    this.#connection = undefined;
    try {
      if (this.#row.state === 'open') await connection?.logout();
    } catch (error) {
      this.#logger.warn(
        { err: error },
        'WhatsApp could not be told of the unlinking; the phone still lists this device',
      );
    }
    await connection?.end();
    if (this.#row.state === 'unlinked') return;
    await this.#forget('unlinked_by_user', 401);
  }

  #show(qr: SessionQr): void {
    this.#environment.emitQr(this.#row.clientCode, { sessionId: this.#row.id, ...qr });
  }

  /** Needs a connection that shows a QR: before, WhatsApp does not know this device yet. */
  async #askForPairingCode(): Promise<void> {
    const [connection, phoneNumber, offer] = [this.#connection, this.#pairingNumber, this.#offer];
    if (!connection || !phoneNumber || !offer.shown) return;
    this.#pairingNumber = undefined;
    const shown = offer.withPairingCode(await connection.requestPairingCode(phoneNumber));
    if (shown) this.#show(shown);
  }

  async #opened({ phoneNumber, name }: { phoneNumber: string; name: string }): Promise<void> {
    const isNew = this.#row.phoneNumber === null;
    this.#attempt = 0;
    await this.#change(
      { state: 'open', reason: null, retryAt: null, phoneNumber },
      isNew ? { name: 'whatsapp:authenticated', phoneNumber, displayName: name } : { name: 'whatsapp:state' },
    );
    this.#outcome.resolve();
  }

  async #lost(code: number, codesShown: number): Promise<void> {
    this.#outcome.resolve();
    if (this.#closed || this.#connection) return;
    const { reason, action } = meaningOfClose(code);
    this.#logger.info({ code, reason, action }, 'WhatsApp closed the connection');
    if (this.#row.linked === 0) {
      const why = codesShown > 0 && code === 408 ? 'qr_expired' : 'server_unreachable';
      await this.#waitForPerson('unlinked', why, code, 'scan_again');
    } else if (action === 'erase') {
      await this.#forget(reason, code);
    } else if (action === 'stop') {
      await this.#waitForPerson('stopped', reason, code, 'stopped');
    } else {
      await this.#retry(code, reason, action);
    }
  }

  async #waitForPerson(
    state: 'unlinked' | 'stopped',
    reason: CloseMeaning['reason'],
    code: number,
    action: 'scan_again' | 'stopped',
  ): Promise<void> {
    await this.#change({ state, reason, retryAt: null }, { name: 'whatsapp:disconnected', code, action });
  }

  async #retry(code: number, reason: CloseMeaning['reason'], action: CloseMeaning['action']): Promise<void> {
    this.#attempt += 1;
    const delay = retryDelay(action, this.#attempt);
    if (delay === 0) {
      await this.#open();
      return;
    }
    const retryAt = new Date(this.#environment.store.now().getTime() + delay).toISOString();
    await this.#change(
      { state: 'retrying', reason, retryAt },
      { name: 'whatsapp:disconnected', code, action: 'retrying' },
    );
    this.#reopenIn(delay);
  }

  #reopenIn(milliseconds: number): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => {
      this.#later(() => this.#open());
    }, milliseconds);
    this.#retryTimer.unref();
  }

  /** The link is gone: credentials are erased, and what waited to be sent is given up with its reason. */
  async #forget(reason: SessionReason, code: number): Promise<void> {
    const { store } = this.#environment;
    const { id, clientCode } = this.#row;
    await new KeyStore({ ...this.#environment, sessionId: id }).erase();
    await store.write((writing) => failUnsent(writing, clientCode, id));
    await this.#change(
      { state: 'unlinked', reason, retryAt: null, linked: 0, phoneNumber: null },
      { name: 'whatsapp:disconnected', code, action: 'scan_again' },
    );
  }

  async #change(change: SessionChange, news: SessionNews): Promise<void> {
    const before = this.#row;
    this.#row = await this.#environment.store.write((writing) => changeSession(writing, before, change, news));
  }

  /** One step at a time; rejects when the step fails. */
  #step(work: () => Promise<void>): Promise<void> {
    const step = this.#steps.then(work);
    this.#steps = step.catch(() => undefined);
    return step;
  }

  /** A step nobody waits for. When it fails (a full disk, say) a linked session tries again by itself. */
  #later(work: () => Promise<void>): void {
    this.#step(work).catch((error: unknown) => {
      this.#logger.error({ err: error }, 'a step of a WhatsApp session failed');
      if (this.#row.linked === 1 && !this.#connection && !this.#closed) this.#reopenIn(AFTER_FAILURE_MS);
    });
  }
}
