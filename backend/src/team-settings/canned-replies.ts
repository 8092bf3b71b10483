import { randomUUID } from 'node:crypto';
import { sameWord } from '#contract/same-word';
import type { CannedReply, CreateCannedReplyRequest, UpdateCannedReplyRequest } from '#contract/team-settings';
import { readHead, type CannedRepliesTable, type LogHead, type Store } from '../storage/index.ts';
import { HttpProblem } from '../web/index.ts';
import {
  deleteCannedReply,
  insertCannedReply,
  listCannedReplies,
  toCannedReply,
  updateCannedReply,
} from './canned-reply-store.ts';
import { requireFree } from './require-free.ts';

/** A client's canned replies. Every change is told as `settings:changed` of kind `cannedReplies`. */
export class CannedReplies {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** By shortcut, and the place in the log at which they were so. */
  list(clientCode: string): Promise<{ items: CannedReply[] } & LogHead> {
    return this.#store.read(async (database) => ({
      items: (await listCannedReplies(database, clientCode)).map(toCannedReply),
      ...(await readHead(database, clientCode)),
    }));
  }

  /** Throws `conflict` where the client has a canned reply with this shortcut. */
  add(clientCode: string, { shortcut, text }: CreateCannedReplyRequest): Promise<CannedReply> {
    return this.#store.write(async ({ database, now, event }) => {
      const reply: CannedRepliesTable = { id: randomUUID(), clientCode, shortcut, text, createdAt: now };
      requireFreeShortcut(await listCannedReplies(database, clientCode), reply);
      await event(clientCode, 'settings:changed', async () => {
        await insertCannedReply(database, reply);
        return { kind: 'cannedReplies' };
      });
      return toCannedReply(reply);
    });
  }

  /** Throws `not-found`, and `conflict` where another canned reply has the new shortcut. */
  change(clientCode: string, id: string, { shortcut, text }: UpdateCannedReplyRequest): Promise<CannedReply> {
    return this.#store.write(async ({ database, event }) => {
      const replies = await listCannedReplies(database, clientCode);
      const before = found(replies, id);
      const reply: CannedRepliesTable = { ...before, shortcut: shortcut ?? before.shortcut, text: text ?? before.text };
      requireFreeShortcut(replies, reply);
      await event(clientCode, 'settings:changed', async () => {
        await updateCannedReply(database, reply);
        return { kind: 'cannedReplies' };
      });
      return toCannedReply(reply);
    });
  }

  remove(clientCode: string, id: string): Promise<void> {
    return this.#store.write(async ({ database, event }) => {
      found(await listCannedReplies(database, clientCode), id);
      await event(clientCode, 'settings:changed', async () => {
        await deleteCannedReply(database, clientCode, id);
        return { kind: 'cannedReplies' };
      });
    });
  }
}

function found(replies: readonly CannedRepliesTable[], id: string): CannedRepliesTable {
  const reply = replies.find((one) => one.id === id);
  if (!reply) throw new HttpProblem('not-found', 'There is no such canned reply.');
  return reply;
}

function requireFreeShortcut(replies: readonly CannedRepliesTable[], reply: CannedRepliesTable): void {
  const taken = replies.find((other) => other.id !== reply.id && sameWord(other.shortcut, reply.shortcut));
  requireFree('shortcut', taken && `There is a canned reply "/${taken.shortcut}" already.`);
}
