import type { BaileysEventMap, GroupMetadata } from 'baileys';
import { LRUCache } from 'lru-cache';
import { KeyedQueue } from './keyed-queue.ts';

/** Members of all remembered groups of one line, counted together: ten of the largest groups, or a thousand small ones. */
const MOST_MEMBERS = 10_000;

export interface GroupDirectoryOptions {
  /** Asks WhatsApp about one group. */
  ask: (jid: string) => Promise<GroupMetadata>;
  /** Stores what was asked for: the subject, and who has which two addresses. */
  learn: (told: GroupMetadata) => Promise<void>;
  /** Stores a subject that WhatsApp has told unasked. */
  name: (jid: string, subject: string) => Promise<void>;
}

/**
 * What one connection knows of the groups of its line. A group is asked about once, at the first message of either side,
 * and again after any change of it that WhatsApp tells; a new connection begins with nothing, because the old one may have
 * missed something.
 */
export class GroupDirectory {
  readonly #options: GroupDirectoryOptions;
  readonly #known: LRUCache<string, GroupMetadata>;
  readonly #visits = new KeyedQueue();

  constructor(options: GroupDirectoryOptions) {
    this.#options = options;
    this.#known = new LRUCache({
      maxSize: MOST_MEMBERS,
      sizeCalculation: ({ participants }) => participants.length + 1,
      fetchMethod: async (jid) => {
        const told = await options.ask(jid);
        await options.learn(told);
        return told;
      },
      // What changes while it is asked about serves whoever asked, and is not kept.
      ignoreFetchAbort: true,
    });
  }

  /** Who is in a group, and how its members are addressed. Rejects as the query does. */
  async metadata(jid: string): Promise<GroupMetadata> {
    return this.#known.forceFetch(jid);
  }

  /** Somebody has written in this group: its subject is wanted. One group at a time, so that a hundred do not crowd a line. */
  async heardOf(jid: string): Promise<void> {
    if (this.#known.has(jid)) return;
    await this.#visits.run('', () => this.metadata(jid));
  }

  /** Something about this group is no longer as it was. */
  changed(jid: string): void {
    this.#known.delete(jid);
  }

  /** WhatsApp tells of groups: of one that was renamed or joined, or of all of them after it has lost track. */
  async told(groups: BaileysEventMap['groups.update']): Promise<void> {
    for (const { id, subject } of groups) {
      if (id === undefined) continue;
      this.changed(id);
      if (subject !== undefined) await this.#options.name(id, subject);
    }
  }
}
