import { proto } from 'baileys';

type Part = { contextInfo?: proto.IContextInfo | null } | null | undefined;

/** Where a content says what it answers; it stands in whatever kind of content there is. */
export function contextOf(content: proto.IMessage): proto.IContextInfo | undefined {
  for (const part of Object.values(content) as unknown[]) {
    const context = (part as Part)?.contextInfo;
    if (context?.stanzaId) return context;
  }
  return undefined;
}

/** A content that answers nothing: what it answers is kept beside it, and goes where somebody's data are deleted. */
export function withoutQuote(content: proto.IMessage): proto.IMessage {
  if (!contextOf(content)) return content;
  const none = { stanzaId: null, participant: null, remoteJid: null, quotedMessage: null };
  const parts = Object.entries(content).map(([kind, part]: [string, unknown]) => {
    const context = (part as Part)?.contextInfo;
    return [kind, context ? { ...(part as object), contextInfo: { ...context, ...none } } : part] as const;
  });
  return Object.fromEntries(parts);
}

/** The same of a stored one; null where nobody can read it. */
export function withoutStoredQuote(content: Uint8Array): Uint8Array | null {
  try {
    return proto.Message.encode(withoutQuote(proto.Message.decode(content))).finish();
  } catch {
    return null;
  }
}
