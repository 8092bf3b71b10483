import { readHead, type SecretBox, type Store } from '../storage/index.ts';
import { changeSession, createSession, isLinkedElsewhere } from './session-store.ts';
import { importKeys, readMultiFileAuth } from './whatsapp-web/index.ts';

/** Thrown for a number that a line of the client has already: each message would come twice. */
export class NumberLinkedError extends Error {
  constructor(phoneNumber: string, clientCode: string) {
    super(`+${phoneNumber} is linked on another line of "${clientCode}". Unlink that one first, or use it.`);
  }
}

export interface ImportOptions {
  store: Store;
  box: SecretBox;
  clientCode: string;
  /** Of the new line. */
  name: string;
  /** Written by Baileys' `useMultiFileAuthState`; it is left as it is. */
  folder: string;
}

/**
 * Takes over a phone that another program has linked: a new line with its credentials and keys, in one write. The next start
 * restores it like any other. Throws `MultiFileAuthError`, `LineNameTakenError`, `NumberLinkedError` or
 * `UnknownClientError`.
 */
export async function importSession(options: ImportOptions): Promise<{ phoneNumber: string; keys: number }> {
  const { store, box, clientCode, name, folder } = options;
  const { credentials, phoneNumber, keys } = readMultiFileAuth(folder);
  await store.write(async (writing) => {
    await readHead(writing.database, clientCode);
    if (await isLinkedElsewhere(writing.database, { clientCode, id: '' }, phoneNumber)) {
      throw new NumberLinkedError(phoneNumber, clientCode);
    }
    const session = await createSession(writing, clientCode, { kind: 'whatsapp-web', name });
    await importKeys(writing, box, session.id, { credentials, keys });
    await changeSession(
      writing,
      session,
      { state: 'connecting', linked: 1, phoneNumber },
      { name: 'whatsapp:authenticated', phoneNumber, displayName: credentials.me?.name ?? '' },
    );
  });
  return { phoneNumber, keys: keys.length };
}
