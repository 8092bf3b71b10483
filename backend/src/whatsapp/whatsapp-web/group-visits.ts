import type { Logger } from 'pino';
import { readNamelessGroups } from '../../conversations/index.ts';
import type { Store } from '../../storage/index.ts';
import type { GroupDirectory } from './group-directory.ts';
import { jidOf } from './message-content.ts';

export interface GroupVisitsOptions {
  store: Store;
  clientCode: string;
  sessionId: string;
  directory: GroupDirectory;
  logger: Logger;
}

/** Sees to it that groups get their names. Whoever asks need not wait, and nothing of it fails anything else. */
export class GroupVisits {
  readonly #options: GroupVisitsOptions;

  constructor(options: GroupVisitsOptions) {
    this.#options = options;
  }

  /** Somebody has written in this group. */
  async visit(jid: string): Promise<void> {
    try {
      await this.#options.directory.heardOf(jid);
    } catch (error) {
      // It is asked about again at a later message.
      this.#options.logger.debug({ err: error }, 'a group could not be asked about');
    }
  }

  /** Asks about those of the line that nobody has told the name of. */
  async visitNameless(): Promise<void> {
    const { store, clientCode, sessionId, logger } = this.#options;
    try {
      const nameless = await store.read((database) => readNamelessGroups(database, clientCode, sessionId));
      await Promise.all(nameless.map((groupId) => this.visit(jidOf({ groupId }))));
    } catch (error) {
      // Each is asked about at its next message.
      logger.warn({ err: error }, 'the groups without a name could not be read');
    }
  }
}
