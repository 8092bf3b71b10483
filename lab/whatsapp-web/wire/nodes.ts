import { getBinaryNodeChild, type BinaryNode } from 'baileys';

export const SERVER = '@s.whatsapp.net';

type Attributes = Record<string, string | undefined>;

/** A stanza or a part of one; attributes that are undefined are left out. */
export function node(tag: string, attributes: Attributes = {}, content?: BinaryNode['content']): BinaryNode {
  const attrs: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) attrs[name] = value;
  return content === undefined ? { tag, attrs } : { tag, attrs, content };
}

export function childrenOf(parent: BinaryNode | undefined): BinaryNode[] {
  return Array.isArray(parent?.content) ? parent.content : [];
}

/** The bytes inside a node, or undefined when it holds none. */
export function bytesOf(holder: BinaryNode | undefined): Buffer | undefined {
  return holder?.content instanceof Uint8Array ? Buffer.from(holder.content) : undefined;
}

export function bytesOfChild(parent: BinaryNode | undefined, tag: string): Buffer | undefined {
  return bytesOf(getBinaryNodeChild(parent, tag));
}

/** The text inside a node: short strings travel as tokens, longer ones as bytes. */
export function textOf(holder: BinaryNode | undefined): string {
  if (typeof holder?.content === 'string') return holder.content;
  return bytesOf(holder)?.toString('utf8') ?? '';
}

/** The big-endian number inside a child node. */
export function numberOfChild(parent: BinaryNode | undefined, tag: string): number | undefined {
  const bytes = bytesOfChild(parent, tag);
  return bytes === undefined || bytes.length === 0 ? undefined : bytes.readUIntBE(0, bytes.length);
}

export function bigEndian(value: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(value, 0, length);
  return bytes;
}

/** WhatsApp counts time in whole seconds. */
export function secondsOf(milliseconds: number): string {
  return String(Math.floor(milliseconds / 1000));
}
