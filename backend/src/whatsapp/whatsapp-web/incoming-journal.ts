import {
  decodeMessageNode,
  isJidGroup,
  jidDecode,
  jidNormalizedUser,
  proto,
  unpadRandomMax16,
  type BinaryNode,
  type SignalDataSet,
  type WAMessage,
} from 'baileys';
import { INCOMING_JOURNAL, type KeyStore } from './key-store.ts';

interface JournalEntry {
  attrs: Record<string, string>;
  plaintext: Uint8Array;
  /** Orders the entries of one session after a crash. */
  number: number;
}

/**
 * Baileys commits the ratchet before it hands over the message, and a stanza cannot be decrypted twice: a crash in between
 * would lose the message for good. So the plaintext goes into the same key transaction as the ratchet that gave it, and
 * stays there until the message itself is stored. What is left over is replayed at the next start.
 */
export class IncomingJournal {
  /** Which stanza a ciphertext came in: whoever decrypts sees only the ciphertext. */
  readonly #stanzas = new WeakMap<Uint8Array, BinaryNode>();
  #number = Date.now() * 1_000;

  /** To be called with every `<message>` stanza before Baileys decrypts it. */
  notice(stanza: BinaryNode): void {
    if (!Array.isArray(stanza.content)) return;
    for (const { tag, content } of stanza.content) {
      if (tag === 'enc' && content instanceof Uint8Array) this.#stanzas.set(content, stanza);
    }
  }

  /** The stanza this ciphertext came in, if it was noticed. */
  stanzaOf(ciphertext: Uint8Array): BinaryNode | undefined {
    return this.#stanzas.get(ciphertext);
  }

  /** What to write together with the ratchet; undefined for a ciphertext that came in no message stanza. */
  entry(ciphertext: Uint8Array, plaintext: Uint8Array): SignalDataSet | undefined {
    const stanza = this.#stanzas.get(ciphertext);
    if (!stanza) return undefined;
    this.#number += 1;
    const entry: JournalEntry = { attrs: stanza.attrs, plaintext, number: this.#number };
    const { recipient, from, id: whatsappId, participant } = stanza.attrs;
    const id = journalId(recipient ?? from, whatsappId, participant);
    // A key type of our own: Baileys passes types through to the key store without looking at them.
    return { [INCOMING_JOURNAL]: { [id]: entry } } as SignalDataSet;
  }
}

/** The journal's name for the message that Baileys made of a stanza. */
export function journalIdOf({ key }: WAMessage): string {
  return journalId(key.remoteJid ?? undefined, key.id ?? undefined, key.participant ?? undefined);
}

/** In a group an id is unique per sender only. */
function journalId(chat: string | undefined, id: string | undefined, participant: string | undefined): string {
  const sender = isJidGroup(chat) ? `/${jidDecode(participant)?.user ?? ''}` : '';
  return `${jidNormalizedUser(chat)}/${id ?? ''}${sender}`;
}

/** What a crash has left between decryption and storage. */
export interface Leftover {
  journalId: string;
  /** Undefined where the plaintext is no message: its sender made it so, and no later try will read it. */
  message: WAMessage | undefined;
}

/** Everything decrypted that is not stored yet, in the order it came. */
export async function readLeftovers(keys: KeyStore, me: { id: string; lid?: string | undefined }): Promise<Leftover[]> {
  const rows = (await keys.readJournal()).map(({ id, entry }) => ({ journalId: id, entry: entry as JournalEntry }));
  rows.sort((a, b) => a.entry.number - b.entry.number);
  return rows.map(({ journalId, entry }) => ({ journalId, message: readMessage(entry, me) }));
}

function readMessage(
  { attrs, plaintext }: JournalEntry,
  me: { id: string; lid?: string | undefined },
): WAMessage | undefined {
  try {
    const { fullMessage } = decodeMessageNode({ tag: 'message', attrs }, me.id, me.lid ?? '');
    const content = proto.Message.decode(unpadRandomMax16(plaintext));
    fullMessage.message = content.deviceSentMessage?.message ?? content;
    return fullMessage;
  } catch {
    return undefined;
  }
}
