import { MISSING_KEYS_ERROR_TEXT, proto, writeRandomPadMax16, type BinaryNode } from 'baileys';

/**
 * WhatsApp brings a stanza again whose answer a crash has cut off, and what was opened cannot be opened twice. Baileys asks
 * the sender for another copy of whatever fails in other words than those for a key that is used up.
 */
export async function groupRepeatInWords(decrypting: Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    return await decrypting;
  } catch (error) {
    // `Signal/Group/group_cipher.js`, `getSenderKey`
    const isRepeat = error instanceof Error && error.message.startsWith('Received message with old counter');
    throw isRepeat ? new Error(MISSING_KEYS_ERROR_TEXT, { cause: error }) : error;
  }
}

/**
 * A sender key that was taken before, beside the text it is for: nothing new. As a failure it would make Baileys drop the
 * text, which may be opened for the first time (`Socket/messages-recv.js`, `handleMessage`).
 */
export async function senderKeyOrNothingNew(
  stanza: BinaryNode | undefined,
  decrypting: Promise<Uint8Array>,
): Promise<Uint8Array> {
  try {
    return await decrypting;
  } catch (error) {
    const isRepeat = error instanceof Error && error.message === MISSING_KEYS_ERROR_TEXT;
    if (!isRepeat || !holdsGroupText(stanza)) throw error;
    return writeRandomPadMax16(proto.Message.encode({}).finish());
  }
}

function holdsGroupText(stanza: BinaryNode | undefined): boolean {
  return Array.isArray(stanza?.content) && stanza.content.some(({ attrs }) => attrs['type'] === 'skmsg');
}
