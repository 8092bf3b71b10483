import { SessionBuilder, SessionCipher } from 'libsignal';
import './curve-signatures.ts';
import { KeyedQueue } from './keyed-queue.ts';

/**
 * Three things libsignal 6.0.0 does that a process with several accounts cannot live with, mended on its exported classes
 * when this file is imported.
 *
 * 1. Its job queue (`src/queue_job.js`) is one per process and keyed by the contact's address, and a job runs in the
 *    asynchronous context of whoever came first. Baileys keeps its key transaction in that context, so two accounts that
 *    talk to one contact at the same moment could write keys into a transaction that is over. Here a job waits for its
 *    turn first and then runs in its caller's own context.
 * 2. It tries a message on every session it has with the sender, and a failed try leaves its traces in that session: the
 *    ratchet is stepped before the MAC is checked (`src/session_cipher.js:227-250`), and the record is stored once another
 *    session fits. A session we have just started (Baileys does so whenever it looks up someone's devices) is spoilt by the
 *    next message on the old one, and everything sent on it is "Bad MAC" to the receiver. Here a failed try is undone.
 * 3. It prints sessions, private keys included, to the console (`src/session_record.js:270-301`).
 */
interface CipherInternals {
  addr: { toString(): string };
  storage: object;
  queueJob(job: () => Promise<unknown>): Promise<unknown>;
  decryptWithSessions(data: Uint8Array, sessions: SessionInternals[]): Promise<Decrypted>;
  doDecryptWhisperMessage(data: Uint8Array, session: SessionInternals): Promise<Uint8Array>;
}

interface SessionInternals {
  constructor: { deserialize(data: unknown): SessionInternals };
  serialize(): unknown;
  indexInfo: { used: number };
  pendingPreKey?: unknown;
}

interface Decrypted {
  session: SessionInternals;
  plaintext: Uint8Array;
}

const queuesOfAccounts = new WeakMap<object, KeyedQueue>();
const cipher = SessionCipher.prototype as unknown as CipherInternals;
for (const method of ['queueJob', 'decryptWithSessions', 'doDecryptWhisperMessage'] as const) {
  if (typeof cipher[method] !== 'function') throw new Error(`libsignal has changed: SessionCipher has no ${method}.`);
}

cipher.queueJob = function queueJob(this: CipherInternals, job) {
  const queue = queuesOfAccounts.get(this.storage) ?? new KeyedQueue();
  queuesOfAccounts.set(this.storage, queue);
  return queue.run(this.addr.toString(), job);
};

cipher.decryptWithSessions = async function decryptWithSessions(this: CipherInternals, data, sessions) {
  const failures: unknown[] = [];
  for (const session of sessions) {
    const before = session.serialize();
    try {
      const plaintext = await this.doDecryptWhisperMessage(data, session);
      session.indexInfo.used = Date.now();
      return { session, plaintext };
    } catch (failure) {
      restore(session, before);
      failures.push(failure);
    }
  }
  // A repeat fits its session, but its key is gone: Baileys asks for no second copy of what it has had.
  const repeat = failures.find((failure) => failure instanceof Error && failure.name === 'MessageCounterError');
  throw repeat instanceof Error ? repeat : new Error('No matching sessions found for message');
};

function restore(session: SessionInternals, before: unknown): void {
  delete session.pendingPreKey;
  Object.assign(session, session.constructor.deserialize(before));
}

/** `initOutgoing` calls the process-wide queue itself: whoever waits here finds it empty, and is run at once. */
const builders = new KeyedQueue();
const initOutgoing = Object.getOwnPropertyDescriptor(SessionBuilder.prototype, 'initOutgoing')
  ?.value as SessionBuilder['initOutgoing'];

SessionBuilder.prototype.initOutgoing = function initOutgoingInTurn(this: SessionBuilder, device) {
  const { addr } = this as unknown as Pick<CipherInternals, 'addr'>;
  return builders.run(addr.toString(), () => initOutgoing.call(this, device));
};

const noise = [
  'Closing session:',
  'Opening session:',
  'Removing old closed session:',
  'Session already closed',
  'Session already open',
  'Migrating session to:',
  'Closing open session in favor of incoming prekey bundle',
  'Decrypted message with closed session.',
  'V1 session storage migration error: registrationId',
];

const output: Pick<Console, 'info' | 'warn' | 'error'> = globalThis.console;
for (const level of ['info', 'warn', 'error'] as const) {
  const print = output[level].bind(output);
  output[level] = (...words: unknown[]) => {
    const [first] = words;
    if (typeof first === 'string' && noise.includes(first)) return;
    print(...words);
  };
}
