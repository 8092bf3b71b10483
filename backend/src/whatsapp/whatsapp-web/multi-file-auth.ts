import { BufferJSON, initAuthCreds, type AuthenticationCreds, type SignalDataTypeMap } from 'baileys';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readValue } from './key-value.ts';
import { addressOf } from './message-content.ts';

/** Why a folder is no link that can be taken over, in one line for the operator. */
export class MultiFileAuthError extends Error {}

/** What another program has kept of a linked phone in Baileys' multi-file folder. */
export interface MultiFileAuth {
  credentials: AuthenticationCreds;
  phoneNumber: string;
  keys: { type: string; id: string; value: unknown }[];
}

type KeyType = keyof SignalDataTypeMap;

/**
 * The types of keys, as the files begin, and what their ids were before Baileys made names of them: it writes "/" as "__"
 * and ":" as "-" (`Utils/use-multi-file-auth-state.js`, `fixFileName`). Only the base64 of an app state key can hold a "/",
 * only a sender key has "::", between group, sender and device; every other "-" and "_" is the id's own.
 */
const idOf: Record<KeyType, (name: string) => string> = {
  'pre-key': asItIs,
  session: asItIs,
  'sender-key': (name) => name.replaceAll('--', '::'),
  'sender-key-memory': asItIs,
  'app-state-sync-key': (name) => name.replaceAll('__', '/'),
  'app-state-sync-version': asItIs,
  'lid-mapping': asItIs,
  'device-list': asItIs,
  tctoken: asItIs,
  'identity-key': asItIs,
};
/** Longer names first: "sender-key-memory-…" is no sender key. */
const keyTypes = (Object.keys(idOf) as KeyType[]).toSorted((a, b) => b.length - a.length);

/** Reads a folder of `useMultiFileAuthState`, of this version of Baileys or an older one; changes nothing in it. */
export function readMultiFileAuth(folder: string): MultiFileAuth {
  const files = filesIn(folder);
  if (!files.includes('creds.json')) {
    throw new MultiFileAuthError(`${folder} should be a multi-file auth folder of Baileys: it has no creds.json.`);
  }
  const credentials = readFile(folder, 'creds.json', (json) => JSON.parse(json, BufferJSON.reviver) as unknown);
  const phoneNumber = isLinked(credentials) ? addressOf(credentials.me?.id).phoneNumber : undefined;
  if (!isLinked(credentials) || !phoneNumber) {
    throw new MultiFileAuthError(`${join(folder, 'creds.json')} belongs to no linked phone: link it here by its QR.`);
  }
  const keys = files.flatMap((file) => {
    const type = keyTypes.find((name) => file.startsWith(`${name}-`));
    if (!type) return [];
    const id = idOf[type](file.slice(type.length + 1, -'.json'.length));
    const value = readFile(folder, file, (json) => readValue(type, json));
    return [{ type, id, value: type === 'sender-key' ? senderKey(value) : value }];
  });
  // Older versions knew fewer fields.
  return { credentials: { ...initAuthCreds(), ...credentials }, phoneNumber, keys };
}

/** Baileys 6 kept the states of a sender key as an array, this one keeps them as the bytes of its JSON. */
function senderKey(value: unknown): unknown {
  return Array.isArray(value) ? Buffer.from(JSON.stringify(value, BufferJSON.replacer)) : value;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.json'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MultiFileAuthError(`${folder} should be a folder that this process may read. ${reason}`);
  }
}

/** A file that is skipped would be a contact whose messages can no longer be read: better to say so first. */
function readFile<T>(folder: string, file: string, read: (json: string) => T): T {
  try {
    return read(readFileSync(join(folder, file), 'utf8'));
  } catch {
    throw new MultiFileAuthError(`${join(folder, file)} cannot be read. Put it back from a backup, or take it away.`);
  }
}

/** A phone has scanned, and signed for this device: before that there is a `me` only for somebody who asked for a code. */
function isLinked(credentials: unknown): credentials is AuthenticationCreds {
  if (typeof credentials !== 'object' || credentials === null) return false;
  const { me, account, noiseKey } = credentials as Partial<AuthenticationCreds>;
  return Boolean(me?.id && account && noiseKey);
}

function asItIs(name: string): string {
  return name;
}
