import type { BinaryNode, KeyPair } from 'baileys';
import { z } from 'zod';

const bytes = z.custom<Buffer>((value) => Buffer.isBuffer(value), 'bytes expected');
const looseBytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes expected');
const keyPair: z.ZodType<KeyPair> = z.object({ private: bytes, public: bytes });
const preKey = z.object({ keyId: z.number(), publicKey: bytes });
const signedPreKey = preKey.extend({ signature: bytes });

const stanza: z.ZodType<BinaryNode> = z.lazy(() =>
  z.object({
    tag: z.string(),
    attrs: z.record(z.string(), z.string()),
    content: z.union([z.array(stanza), z.string(), bytes]).optional(),
  }),
);

const chain = z.object({ key: bytes, counter: z.number() });

const session = z.object({
  baseKey: bytes,
  remoteIdentity: bytes,
  rootKey: bytes,
  ratchet: keyPair,
  previousCounter: z.number(),
  sending: chain.optional(),
  receiving: z.array(chain.extend({ remoteRatchet: bytes, skipped: z.record(z.string(), bytes) })),
  pending: z.object({ preKeyId: z.number().optional(), signedPreKeyId: z.number() }).optional(),
});

const signal = z.object({
  registrationId: z.number(),
  identity: keyPair,
  signedPreKey: z.object({ keyId: z.number(), keyPair, signature: looseBytes }),
  nextPreKeyId: z.number(),
  preKeys: z.record(z.string(), keyPair),
  sessions: z.record(z.string(), z.array(session)),
});

const device = z.object({
  id: z.number(),
  keyIndex: z.number(),
  linkedAt: z.number(),
  noiseKey: looseBytes,
  registrationId: z.number(),
  identityKey: looseBytes,
  signedPreKey,
  preKeys: z.array(preKey),
  signedIdentity: looseBytes.optional(),
  greeted: z.boolean(),
  waiting: z.array(stanza),
});

const line = z.object({
  id: z.string(),
  fromMe: z.boolean(),
  text: z.string(),
  sentAt: z.number(),
  status: z.enum(['sent', 'delivered', 'read']),
  addressing: z.enum(['pn', 'lid']),
});

const phone = z.object({
  phoneNumber: z.string(),
  name: z.string(),
  lidUser: z.string(),
  lastKeyIndex: z.number(),
  lastDeviceId: z.number(),
  devices: z.array(device),
  signal: signal.optional(),
  chats: z.record(z.string(), z.array(line)),
});

export const savedState = z.object({ version: z.literal(1), phones: z.array(phone) });
export type SavedState = z.infer<typeof savedState>;
export type SavedPhone = z.infer<typeof phone>;
