import { SessionBuilder, SessionCipher } from 'libsignal';
import { KeyedQueue } from './keyed-queue.ts';

/**
 * Two things libsignal 6.0.0 does that a process with several accounts cannot live with, mended on its exported classes
 * when this file is imported.
 *
 * 1. Its job queue (`src/queue_job.js`) is one per process and keyed by the contact's address, and a job runs in the
 *    asynchronous context of whoever came first. Baileys keeps its key transaction in that context, so two accounts that
 *    talk to one contact at the same moment could write keys into a transaction that is over. Here a job waits for its
 *    turn first and then runs in its caller's own context.
 * 2. It prints sessions, private keys included, to the console (`src/session_record.js:270-301`).
 */
interface CipherInternals {
  addr: { toString(): string };
  storage: object;
  queueJob(job: () => Promise<unknown>): Promise<unknown>;
}

const queuesOfAccounts = new WeakMap<object, KeyedQueue>();
const cipher = SessionCipher.prototype as unknown as CipherInternals;
if (typeof cipher.queueJob !== 'function') throw new Error('libsignal has changed: SessionCipher has no queueJob.');

cipher.queueJob = function queueJob(this: CipherInternals, job) {
  const queue = queuesOfAccounts.get(this.storage) ?? new KeyedQueue();
  queuesOfAccounts.set(this.storage, queue);
  return queue.run(this.addr.toString(), job);
};

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
  'Failed to decrypt message with any known session...',
  'Decrypted message with closed session.',
  'V1 session storage migration error: registrationId',
];

for (const level of ['info', 'warn', 'error'] as const) {
  const print = console[level].bind(console);
  console[level] = (...words: unknown[]) => {
    const [first] = words;
    if (typeof first === 'string' && (noise.includes(first) || first.startsWith('Session error:'))) return;
    print(...words);
  };
}
