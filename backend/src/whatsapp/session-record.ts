import type { SessionAction, SessionReason } from '#contract/whatsapp-sessions';
import { failUnsent } from '../conversations/index.ts';
import type { Store, Writing } from '../storage/index.ts';
import {
  changeSession,
  isLinkedElsewhere,
  readReasonOfUnlinking,
  removeSession,
  requireFreeName,
  type SessionChange,
  type SessionNews,
  type SessionRow,
} from './session-store.ts';

/** What is stored of one session, and its changes: each is one write with its event and its place in the history. */
export class SessionRecord {
  readonly #store: Store;
  #row: SessionRow;

  constructor(store: Store, row: SessionRow) {
    this.#store = store;
    this.#row = row;
  }

  get row(): SessionRow {
    return this.#row;
  }

  get isLinked(): boolean {
    return this.#row.linked === 1;
  }

  /** Rejects with `LineNameTakenError`. */
  named(name: string): Promise<void> {
    const requireFree = ({ database }: Writing) => requireFreeName(database, this.#row, name);
    return this.#change({ name }, { name: 'whatsapp:state' }, requireFree);
  }

  /** Something about the line is new that this row does not hold: whoever shows it asks anew. */
  told(): Promise<void> {
    return this.#change({}, { name: 'whatsapp:state' });
  }

  /** A phone is asked to scan. */
  linking(): Promise<void> {
    return this.#change({ state: 'linking', reason: null, retryAt: null }, { name: 'whatsapp:state' });
  }

  /** Nobody is to scan any more: the line is as it was before it was asked. */
  async linkingEnded(): Promise<void> {
    const reason = await this.#store.read((database) => readReasonOfUnlinking(database, this.#row.id));
    await this.#change({ state: 'unlinked', reason, retryAt: null }, { name: 'whatsapp:state' });
  }

  /** A phone has scanned: from now on the link is restored after whatever happens. */
  paired(): Promise<void> {
    return this.#change({ state: 'connecting', linked: 1 }, { name: 'whatsapp:state' });
  }

  async connecting(): Promise<void> {
    if (this.#row.state === 'connecting') return;
    await this.#change({ state: 'connecting', retryAt: null }, { name: 'whatsapp:state' });
  }

  /**
   * Resolves with why this line cannot have this number, and changes nothing then: where this line had another one, its
   * conversations would go on from a stranger; where another line of the client has it, each message would come twice.
   */
  async opened({ phoneNumber, name }: { phoneNumber: string; name: string }): Promise<SessionReason | undefined> {
    const before = this.#row;
    const isNew = before.phoneNumber === null;
    const news: SessionNews = isNew
      ? { name: 'whatsapp:authenticated', phoneNumber, displayName: name }
      : { name: 'whatsapp:state' };
    return this.#store
      .write(async (writing) => {
        if (phoneNumber !== (before.lastPhoneNumber ?? phoneNumber)) return 'another_number';
        if (isNew && (await isLinkedElsewhere(writing.database, before, phoneNumber))) return 'number_already_linked';
        const change = { state: 'open', reason: null, retryAt: null, phoneNumber, refusedPhoneNumber: null } as const;
        return changeSession(writing, before, change, news);
      })
      .then((outcome) => {
        if (typeof outcome === 'string') return outcome;
        this.#row = outcome;
        return undefined;
      });
  }

  /** A phone with the wrong number was unlinked again; what waits for the right one goes on waiting. */
  refused(reason: SessionReason, code: number, phoneNumber: string): Promise<void> {
    return this.#change(
      { state: 'unlinked', reason, retryAt: null, linked: 0, refusedPhoneNumber: phoneNumber },
      { name: 'whatsapp:disconnected', code, action: 'scan_again' },
    );
  }

  /** `retryAt` in milliseconds since 1970. */
  retrying(code: number, reason: SessionReason, retryAt: number): Promise<void> {
    return this.#change(
      { state: 'retrying', reason, retryAt: new Date(retryAt).toISOString() },
      { name: 'whatsapp:disconnected', code, action: 'retrying' },
    );
  }

  waitsForPerson(state: 'unlinked' | 'stopped', reason: SessionReason, code: number): Promise<void> {
    const action: SessionAction = state === 'stopped' ? 'stopped' : 'scan_again';
    const change = { state, reason, retryAt: null, refusedPhoneNumber: null };
    return this.#change(change, { name: 'whatsapp:disconnected', code, action });
  }

  /** The link is gone: what waited to be sent is given up, with its reason. */
  unlinked(reason: SessionReason, code: number): Promise<void> {
    return this.#change(
      { state: 'unlinked', reason, retryAt: null, linked: 0, phoneNumber: null, refusedPhoneNumber: null },
      { name: 'whatsapp:disconnected', code, action: 'scan_again' },
      (writing) => failUnsent(writing, this.#row.clientCode, this.#row.id),
    );
  }

  /** The line leaves every screen, for good. */
  async removed(): Promise<void> {
    const { clientCode, id } = this.#row;
    await this.#store.write(async (writing) => {
      await failUnsent(writing, clientCode, id);
      await removeSession(writing, this.#row);
    });
  }

  /** A process that ended leaves its states behind: none of its connections is there any more. */
  async settle(): Promise<void> {
    const { state } = this.#row;
    if (this.isLinked && state !== 'stopped') await this.connecting();
    else if (!this.isLinked && state !== 'unlinked') await this.linkingEnded();
  }

  async #change(
    change: SessionChange,
    news: SessionNews,
    first: (writing: Writing) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const before = this.#row;
    this.#row = await this.#store.write(async (writing) => {
      await first(writing);
      return changeSession(writing, before, change, news);
    });
  }
}
