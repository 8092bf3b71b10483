import type { Logger } from 'pino';
import type { SessionQr, SessionReason } from '#contract/whatsapp-sessions';
import type { NumberAnswer } from '../conversations/index.ts';
import { meaningOfClose, reasonOfClose, reasonOfUnlinkedClose, type CloseMeaning } from './close-codes.ts';
import { deleteKeysOfPerson } from './key-rows.ts';
import { LinkOffer } from './link-offer.ts';
import { NextTry } from './next-try.ts';
import { prepareLink } from './prepare-link.ts';
import { Reconnection } from './reconnection.ts';
import type { SessionEnvironment } from './session-environment.ts';
import { SessionRecord } from './session-record.ts';
import type { Addressee, Condition, MemberAddress, Session } from './session.ts';
import type { SessionRow } from './session-store.ts';
import { StepQueue } from './step-queue.ts';
import { KeyStore, UnreadableCredentialsError, WebConnection, type ConnectionListener } from './whatsapp-web/index.ts';

/** How long to wait after a failure of our own, such as a database that could not be written. */
const AFTER_FAILURE_MS = 10_000;
/** How long the others wait for a restored session that neither opens nor fails. */
const RESTORE_LIMIT_MS = 20_000;
/** A connection that has neither opened nor failed by then will do neither (Baileys gives a handshake 20 s). */
const STUCK_AFTER_MS = 60_000;
/** The codes that a log-out, a lost connection and a bad session have at WhatsApp, for those that we find ourselves. */
const [LOGGED_OUT, TIMED_OUT, BAD_SESSION] = [401, 408, 500];

/** A connection, and what is known of it. */
interface PresentConnection {
  connection: WebConnection;
  offer: LinkOffer;
  /** Milliseconds since 1970. */
  since: number;
  /** Once it is open: whose number it is. */
  me?: { phoneNumber: string; name: string };
}

/**
 * Keeps one linked number connected: one connection at a time, tries again after an outage, and waits for a person where
 * only a person can help. Its steps run one after the other; each change of state is stored with its event.
 */
export class WebSession implements Session {
  readonly #environment: SessionEnvironment;
  readonly #logger: Logger;
  readonly #reconnection = new Reconnection();
  readonly #steps = new StepQueue();
  readonly #record: SessionRecord;
  readonly #nextTry: NextTry;
  #present: PresentConnection | undefined;
  /** The phone that is to be linked by typing a code, where a person chose that. */
  #pairingNumber: string | undefined;
  /** Ends with the first outcome of the present connection: open, lost, or never begun. */
  #outcome: PromiseWithResolvers<void> = Promise.withResolvers();
  #closed = false;

  constructor(environment: SessionEnvironment, row: SessionRow) {
    this.#environment = environment;
    this.#record = new SessionRecord(environment.store, row);
    this.#nextTry = new NextTry({ after: environment.after, now: () => this.#now() });
    this.#logger = environment.logger.child({ sessionId: row.id, clientCode: row.clientCode });
  }

  get row(): SessionRow {
    return this.#record.row;
  }

  get qr(): SessionQr | undefined {
    return this.#present?.offer.shown;
  }

  /** The connection while the line is open, for what WhatsApp has to be asked or told now or not at all. */
  get openConnection(): WebConnection | undefined {
    return this.row.state === 'open' ? this.#present?.connection : undefined;
  }

  settle(): Promise<void> {
    return this.#steps.run(() => this.#record.settle());
  }

  async restore(): Promise<void> {
    this.#later(() => this.#open());
    await this.#steps.idle();
    const callOff = this.#environment.after(RESTORE_LIMIT_MS, this.#outcome.resolve);
    await this.#outcome.promise;
    callOff();
  }

  /**
   * Links a phone, or connects a linked one again. While a connection is there or on its way only a `phoneNumber` changes
   * something: the person wants to type a code instead of scanning.
   */
  connect(phoneNumber?: string): Promise<void> {
    return this.#steps.run(async () => {
      this.#pairingNumber = phoneNumber;
      if (!this.#present) this.#reconnection.reset();
      await this.#open();
      await this.#askForPairingCode();
    });
  }

  async check(): Promise<Condition> {
    const present = this.#present;
    if (this.#closed || !this.#record.isLinked || this.row.state === 'stopped') return 'resting';
    if (!present) return this.#steps.run(() => this.#connectUnlessUnderWay());
    if (present.me) {
      if (await present.connection.answers()) {
        // Only a failed write could have left this unsaid.
        if (this.row.state !== 'open') this.#later(() => this.#opened(present));
        present.connection.keepSending();
        return 'healthy';
      }
    } else if (this.#now().getTime() - present.since < STUCK_AFTER_MS) return 'waiting';
    return this.#steps.run(async () => {
      if (this.#closed || this.#present !== present) return 'waiting';
      await this.#replaceDead(present);
      return 'reconnected';
    });
  }

  rename(name: string): Promise<void> {
    return this.#steps.run(async () => {
      if (!this.#closed) await this.#record.named(name);
    });
  }

  /** Gives up linking: the line is as it was before, and what waits goes on waiting. Too late once a phone has scanned. */
  cancelLink(): Promise<void> {
    return this.#steps.run(async () => {
      const present = this.#present;
      if (this.#closed || this.row.state !== 'linking' || present?.offer.hasEnded) return;
      this.#present = undefined;
      this.#pairingNumber = undefined;
      await present?.connection.end();
      await this.#record.linkingEnded();
    });
  }

  logout(): Promise<void> {
    return this.#steps.run(() => this.#unlink('unlinked_by_user'));
  }

  remove(): Promise<void> {
    return this.#steps.run(async () => {
      if (this.#closed) return;
      await this.#unlink('unlinked_by_user');
      this.#closed = true;
      await this.#record.removed();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#nextTry.callOff();
    await this.#present?.connection.end();
    await this.#steps.idle();
    this.#outcome.resolve();
  }

  wake(): void {
    this.#present?.connection.wake();
  }

  tellRead(): void {
    this.#present?.connection.tellRead();
  }

  findNumber(phoneNumbers: readonly string[], isPaced = false): Promise<NumberAnswer> {
    return this.#environment.numbers.find(this, phoneNumbers, isPaced);
  }

  async showTyping({ address }: Addressee, typing: boolean): Promise<void> {
    await this.openConnection?.showTyping(address, typing);
  }

  async watch({ address }: Addressee): Promise<void> {
    await this.openConnection?.watch(address);
  }

  async groupMembers(groupId: string): Promise<MemberAddress[] | undefined> {
    return this.openConnection?.groupMembers(groupId);
  }

  /** Keeps nothing of a person any more, known by these users of their addresses (digits, at least one). */
  forgetPerson(users: readonly string[]): Promise<void> {
    return this.#steps.run(async () => {
      const { store } = this.#environment;
      // What a connection has in memory it would write again.
      if (this.#present) await this.#present.connection.forgetPerson(users);
      else await store.write((writing) => deleteKeysOfPerson(writing, this.row.id, users));
    });
  }

  async #open(): Promise<void> {
    if (this.#closed || this.#present) return;
    this.#nextTry.callOff();
    this.#outcome = Promise.withResolvers();
    try {
      await this.#begin();
    } catch (error) {
      this.#outcome.resolve();
      if (!(error instanceof UnreadableCredentialsError)) throw error;
      // Kept as they are: the key that opens them may come back, and only a log-out on the phone erases a link.
      this.#logger.error({ err: error }, 'the credentials of a WhatsApp session cannot be read');
      await this.#record.waitsForPerson('stopped', 'credentials_unreadable', BAD_SESSION);
    }
  }

  async #begin(): Promise<void> {
    const { store, files, mediaServers, url, ackTimeout, qrLifetime, after } = this.#environment;
    const { id: sessionId, clientCode } = this.row;
    const { keys, credentials } = await prepareLink(this.#environment, this.#logger, this.row);
    if (this.#record.isLinked) await this.#record.connecting();
    else await this.#record.linking();
    if (this.#closed) return;
    const offer = new LinkOffer(qrLifetime);
    const connection = new WebConnection({
      store,
      keys,
      credentials,
      clientCode,
      sessionId,
      logger: this.#logger,
      files,
      mediaServers,
      url,
      ackTimeout,
      qrLifetime,
      after,
      listener: this.#listener(offer),
    });
    this.#present = { connection, offer, since: this.#now().getTime() };
  }

  /** What one connection reports is heard as long as it is the present one. */
  #listener(offer: LinkOffer): ConnectionListener {
    const isPresent = () => this.#present?.offer === offer;
    const step = (work: (present: PresentConnection) => Promise<void>) => {
      this.#later(async () => {
        if (this.#present?.offer === offer) await work(this.#present);
      });
    };
    return {
      qr: (qr) => {
        if (!isPresent()) return;
        this.#show(offer.nextQr(qr, this.#now()));
        if (offer.progress.codes === 1) step(() => this.#askForPairingCode());
      },
      paired: () => {
        offer.end();
        step(() => this.#record.paired());
      },
      open: (me) => {
        step((present) => this.#opened(Object.assign(present, { me })));
      },
      typing: (address, typing, participant) => {
        if (isPresent()) this.#environment.contactTyping(this.row, address, typing, participant);
      },
      closed: (code) => {
        offer.end();
        step((present) => this.#lost(code, present));
      },
    };
  }

  #show(qr: SessionQr): void {
    this.#environment.emitQr(this.row.clientCode, { sessionId: this.row.id, ...qr });
  }

  /** Needs a connection that shows a QR: before, WhatsApp does not know this device yet. */
  async #askForPairingCode(): Promise<void> {
    const [present, phoneNumber] = [this.#present, this.#pairingNumber];
    if (!present?.offer.shown || !phoneNumber) return;
    this.#pairingNumber = undefined;
    try {
      const shown = present.offer.withPairingCode(await present.connection.requestPairingCode(phoneNumber));
      if (shown) this.#show(shown);
    } catch (error) {
      // The connection has just closed: its end is told, and the person asks again.
      this.#logger.warn({ err: error }, 'a pairing code could not be asked for');
    }
  }

  async #opened({ connection, me }: PresentConnection): Promise<void> {
    if (!me) return;
    const refusal = await this.#record.opened(me);
    if (refusal) {
      await this.#endLink();
      await this.#eraseKeys();
      await this.#record.refused(refusal, LOGGED_OUT, me.phoneNumber);
    } else {
      connection.admit();
      this.#reconnection.opened(this.#now().getTime());
    }
    this.#outcome.resolve();
  }

  async #lost(code: number, { offer, me }: PresentConnection): Promise<void> {
    this.#present = undefined;
    this.#outcome.resolve();
    if (this.#closed) return;
    const { action } = meaningOfClose(code);
    const reason = reasonOfClose(code, me !== undefined);
    this.#logger.info({ code, reason, action }, 'WhatsApp closed the connection');
    if (!this.#record.isLinked) {
      await this.#record.waitsForPerson('unlinked', reasonOfUnlinkedClose(code, offer.progress), code);
    } else if (action === 'erase') {
      await this.#forget(reason, code);
    } else if (action === 'stop') {
      await this.#record.waitsForPerson('stopped', reason, code);
    } else {
      await this.#retry(code, reason, action);
    }
  }

  /** Ends a connection that is open in name only, and begins a new one at once: the last one may have worked for days. */
  async #replaceDead(present: PresentConnection): Promise<void> {
    this.#present = undefined;
    this.#logger.warn('WhatsApp does not answer any more on an open connection');
    await present.connection.end();
    await this.#retry(TIMED_OUT, 'no_answer', 'retry_at_once');
  }

  async #connectUnlessUnderWay(): Promise<Condition> {
    if (this.#present || this.#nextTry.isAhead) return 'waiting';
    await this.#open();
    return 'reconnected';
  }

  async #retry(code: number, reason: SessionReason, action: Exclude<CloseMeaning['action'], 'stop' | 'erase'>) {
    const now = this.#now().getTime();
    const delay = this.#reconnection.delayAfter(action, now);
    if (delay === undefined) {
      await this.#record.waitsForPerson('stopped', reason, code);
      return;
    }
    // A restart that WhatsApp asks for is no outage, and tells nobody anything.
    if (delay > 0 || reason === 'no_answer') {
      await this.#record.retrying(code, reason, now + delay);
    }
    if (delay === 0) await this.#open();
    else this.#reopenIn(delay);
  }

  #reopenIn(milliseconds: number): void {
    this.#nextTry.planIn(milliseconds, () => {
      this.#later(() => this.#open());
    });
  }

  /** Leaves nothing behind that could be used again. */
  async #unlink(reason: SessionReason): Promise<void> {
    await this.#endLink();
    if (this.row.state !== 'unlinked') await this.#forget(reason, LOGGED_OUT);
  }

  /** Ends the connection, at WhatsApp too where it is there. */
  async #endLink(): Promise<void> {
    this.#nextTry.callOff();
    const present = this.#present;
    this.#present = undefined;
    try {
      if (present?.me) await present.connection.logout();
    } catch (error) {
      this.#logger.warn(
        { err: error },
        'WhatsApp could not be told of the unlinking; the phone still lists this device',
      );
    }
    await present?.connection.end();
  }

  /** The link is gone, and the credentials with it. */
  async #forget(reason: SessionReason, code: number): Promise<void> {
    await this.#eraseKeys();
    await this.#record.unlinked(reason, code);
  }

  #eraseKeys(): Promise<void> {
    return new KeyStore({ ...this.#environment, sessionId: this.row.id }).erase();
  }

  /** A step nobody waits for. When it fails (a full disk, say) a linked session tries again by itself. */
  #later(work: () => Promise<void>): void {
    this.#steps.run(work).catch((error: unknown) => {
      this.#logger.error({ err: error }, 'a step of a WhatsApp session failed');
      if (this.#record.isLinked && !this.#present && !this.#closed) this.#reopenIn(AFTER_FAILURE_MS);
    });
  }

  #now(): Date {
    return this.#environment.store.now();
  }
}
