import type { BaileysEventMap, GroupMetadata } from 'baileys';
import { LRUCache } from 'lru-cache';
import { KeyedQueue } from './keyed-queue.ts';

/** Members of all remembered groups of one line, counted together: ten of the largest groups, or a thousand small ones. */
const MOST_MEMBERS = 10_000;
/** A group that WhatsApp did not answer about is not asked about again at each message, but after this long. */
const UNANSWERED_MS = 300_000;
const MOST_UNANSWERED = 1_000;

export interface GroupDirectoryOptions {
  /** Asks WhatsApp about one group. */
  ask: (jid: string) => Promise<GroupMetadata>;
  /** Stores what was asked for: the subject, and who has which two addresses. */
  learn: (told: GroupMetadata) => Promise<void>;
  /** Stores a subject that WhatsApp has told unasked. */
  name: (jid: string, subject: string) => Promise<void>;
  now: () => Date;
}

/**
 * What one connection knows of the groups of its line. A group is asked about once, at the first message of either side,
 * and again after any change of it that WhatsApp tells; a new connection begins with nothing, because the old one may have
 * missed something.
 */
export class GroupDirectory {
  readonly #options: GroupDirectoryOptions;
  readonly #known: LRUCache<string, GroupMetadata>;
  /** When it was, in milliseconds since 1970. */
  readonly #unanswered = new LRUCache<string, number>({ max: MOST_UNANSWERED });
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

  /**
   * Somebody has written in this group: its subject is wanted. One group at a time, so that a hundred do not crowd a line.
   * Rejects as the query does, and asks nothing for a while after that.
   */
  async heardOf(jid: string): Promise<void> {
    if (!this.#isWanted(jid)) return;
    await this.#visits.run('', async () => {
      // Those before it in the queue may have asked.
      if (this.#isWanted(jid)) await this.#visit(jid);
    });
  }

  /** Something about this group is no longer as it was. */
  changed(jid: string): void {
    this.#known.delete(jid);
    this.#unanswered.delete(jid);
  }

  /** WhatsApp tells of groups: of one that was renamed or joined, or of all of them after it has lost track. */
  async told(groups: BaileysEventMap['groups.update']): Promise<void> {
    for (const { id, subject } of groups) {
      if (id === undefined) continue;
      this.changed(id);
      if (subject !== undefined) await this.#options.name(id, subject);
    }
  }

  #isWanted(jid: string): boolean {
    const asked = this.#unanswered.get(jid);
    const isUnanswered = asked !== undefined && this.#options.now().getTime() - asked < UNANSWERED_MS;
    return !isUnanswered && !this.#known.has(jid);
  }

  async #visit(jid: string): Promise<void> {
    try {
      await this.metadata(jid);
    } catch (error) {
      this.#unanswered.set(jid, this.#options.now().getTime());
      throw error;
    }
  }
}
