import { BufferJSON, proto } from 'baileys';
import type { SecretBox } from '../../storage/index.ts';

/** Encrypts a key or credentials as Baileys' own JSON. */
export function sealValue(box: SecretBox, value: unknown): Buffer {
  return box.seal(Buffer.from(JSON.stringify(value, BufferJSON.replacer)));
}

/** Throws when the value was sealed with another key, or has been damaged. */
export function openValue(box: SecretBox, type: string, sealed: Uint8Array): unknown {
  return readValue(type, box.open(sealed).toString('utf8'));
}

/** Reads Baileys' JSON of a key; throws when it is none. */
export function readValue(type: string, json: string): unknown {
  const value = JSON.parse(json, BufferJSON.reviver) as unknown;
  // A protobuf writes its bytes into JSON in a way of its own (baileys/lib/Utils/use-multi-file-auth-state.js:97).
  if (type === 'app-state-sync-key') return proto.Message.AppStateSyncKeyData.fromObject(value as object);
  return value;
}

/** Baileys changes these in place (Signal/libsignal.js:222, Socket/messages-send.js:562), before it has stored the change. */
const changedInPlace = new Set(['device-list', 'sender-key-memory']);

/** The value for a hand that may change it, or from one that will. */
export function ownCopy(type: string, value: unknown): unknown {
  return changedInPlace.has(type) ? structuredClone(value) : value;
}
