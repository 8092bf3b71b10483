import { Curve } from 'baileys';
import { typed } from './agreement.ts';
import { open, seal, type Envelope, type Identities } from './envelope.ts';
import { step, stepRoot } from './key-derivation.ts';
import { advance, MAX_SKIPPED } from './receiving.ts';
import type { ReceivingChain, Session } from './session.ts';

const KEPT_CHAINS = 5;

/** Encrypts the next message of a session and moves the session on. */
export function sendOn(session: Session, plaintext: Uint8Array, identities: Identities): Buffer {
  if (session.sending === undefined) throw new Error('The session cannot send before it has received');
  const { counter } = session.sending;
  const { messageKey, next } = step(session.sending);
  session.sending = next;
  const header = { ratchetKey: typed(session.ratchet.public), counter, previousCounter: session.previousCounter };
  return seal(plaintext, messageKey, header, identities);
}

/** Opens a message and moves the session on; when it cannot, the session stays as it was. */
export function receiveOn(session: Session, envelope: Envelope, identities: Identities): Buffer {
  const known = session.receiving.find((chain) => chain.remoteRatchet.equals(envelope.remoteRatchet));
  if (known !== undefined) {
    const { messageKey, chain } = advance(known, envelope.counter);
    const plaintext = open(envelope, messageKey, identities);
    Object.assign(known, chain);
    session.pending = undefined;
    return plaintext;
  }

  const received = stepRoot(session.rootKey, Curve.sharedKey(session.ratchet.private, envelope.remoteRatchet));
  const fresh: ReceivingChain = { ...received.chain, remoteRatchet: envelope.remoteRatchet, skipped: {} };
  const { messageKey, chain } = advance(fresh, envelope.counter);
  const plaintext = open(envelope, messageKey, identities);

  closeNewestChain(session, envelope.previousCounter);
  session.receiving = [{ ...fresh, ...chain }, ...session.receiving].slice(0, KEPT_CHAINS);
  session.previousCounter = session.sending?.counter === undefined ? 0 : Math.max(0, session.sending.counter - 1);
  session.ratchet = Curve.generateKeyPair();
  const sent = stepRoot(received.rootKey, Curve.sharedKey(session.ratchet.private, envelope.remoteRatchet));
  session.rootKey = sent.rootKey;
  session.sending = sent.chain;
  session.pending = undefined;
  return plaintext;
}

/** Keeps the keys of what the other side sent under its former ratchet key and has not arrived yet. */
function closeNewestChain(session: Session, previousCounter: number): void {
  const newest = session.receiving[0];
  if (newest === undefined || previousCounter < newest.counter) return;
  if (previousCounter - newest.counter > MAX_SKIPPED) return;
  const { messageKey, chain } = advance(newest, previousCounter);
  Object.assign(newest, chain);
  newest.skipped[previousCounter] = messageKey;
}
