import type { BinaryNode, KeyPair } from 'baileys';
import { z } from 'zod';
import { unpackKeys } from './packed-keys.ts';

const bytes = z.custom<Buffer>((value) => Buffer.isBuffer(value), 'bytes expected');
const looseBytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes expected');
const keyPair: z.ZodType<KeyPair> = z.object({ private: bytes, public: bytes });
const preKey = z.object({ keyId: z.number(), publicKey: bytes });
const packedKeys = z.object({ keyIds: z.array(z.number()), publicKeys: z.string() });
const signedPreKey = preKey.extend({ signature: bytes });

const stanza: z.ZodType<BinaryNode> = z.lazy(() =>
  z.object({
    tag: z.string(),
    attrs: z.record(z.string(), z.string()),
    content: z.union([z.array(stanza), z.string(), bytes]).optional(),
  }),
);

const chain = z.object({ key: bytes, counter: z.number() });
const readingChain = chain.extend({ skipped: z.record(z.string(), bytes) });

const session = z.object({
  baseKey: bytes,
  remoteIdentity: bytes,
  rootKey: bytes,
  ratchet: keyPair,
  previousCounter: z.number(),
  sending: chain.optional(),
  receiving: z.array(readingChain.extend({ remoteRatchet: bytes })),
  pending: z.object({ preKeyId: z.number().optional(), signedPreKeyId: z.number() }).optional(),
});

const senderKeys = z.object({
  own: z.record(z.string(), z.object({ id: z.number(), chain, signing: keyPair, sharedWith: z.array(z.string()) })),
  others: z.record(z.string(), z.array(z.object({ id: z.number(), chain: readingChain, signingKey: bytes }))),
});

const signal = z.object({
  registrationId: z.number(),
  identity: keyPair,
  signedPreKey: z.object({ keyId: z.number(), keyPair, signature: looseBytes }),
  nextPreKeyId: z.number(),
  preKeys: z.record(z.string(), keyPair),
  sessions: z.record(z.string(), z.array(session)),
  senderKeys: senderKeys.default({ own: {}, others: {} }),
});

const device = z.object({
  id: z.number(),
  keyIndex: z.number(),
  linkedAt: z.number(),
  noiseKey: looseBytes,
  registrationId: z.number(),
  identityKey: looseBytes,
  signedPreKey,
  preKeys: z.union([packedKeys.transform(unpackKeys), z.array(preKey)]),
  signedIdentity: looseBytes.optional(),
  greeted: z.boolean(),
  waiting: z.array(stanza),
});

const status = z.enum(['sent', 'delivered', 'read']);
const addressing = z.enum(['pn', 'lid']);
const bubble = z.object({
  id: z.string(),
  fromMe: z.boolean(),
  text: z.string(),
  sentAt: z.number(),
  status,
  /** Of what is more than a text. */
  content: looseBytes.optional(),
});
const line = bubble.extend({ addressing });
const groupLine = bubble.extend({ author: z.string(), receipts: z.record(z.string(), status) });

const phone = z.object({
  phoneNumber: z.string(),
  name: z.string(),
  lidUser: z.string(),
  lastKeyIndex: z.number(),
  lastDeviceId: z.number(),
  devices: z.array(device),
  signal: signal.optional(),
  chats: z.record(z.string(), z.array(line)),
  groupChats: z.record(z.string(), z.array(groupLine)).default({}),
});

const group = z.object({
  jid: z.string(),
  addressing,
  creator: z.string(),
  createdAt: z.number(),
  subject: z.string(),
  subjectSetBy: z.string(),
  subjectSetAt: z.number(),
  members: z.array(z.string()),
});

/** Version 1 knew no groups; what it lacks is empty. Both it and version 2 wrote one-time keys one by one. */
export const savedState = z.object({
  version: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  phones: z.array(phone),
  groups: z.array(group).default([]),
});
export type SavedState = z.infer<typeof savedState>;
export type SavedPhone = z.infer<typeof phone>;
