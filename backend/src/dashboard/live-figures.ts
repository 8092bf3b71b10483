import type { EventBody } from '#contract/events';
import type { StatsResponse } from '#contract/stats';
import { after as afterRealTime, SteadyPace, type After, type Logger } from '../operations/index.ts';
import type { CommittedEvent, Store } from '../storage/index.ts';
import { readFigures, type Figures } from './figures.ts';

/** A client's browsers are told of its figures this often at most, in milliseconds. */
const PERIOD = 1_000;

export interface LiveFiguresOptions {
  store: Store;
  logger: Logger;
  /** Whether anybody of the client would hear it. */
  hasSockets: (clientCode: string) => boolean;
  emit: (clientCode: string, body: EventBody<'stats:updated'>) => void;
  after?: After;
}

/**
 * The figures of every client, for those who ask and for those who are told: after what changes them, and when a new day
 * begins in the client's time zone.
 */
export class LiveFigures {
  readonly #options: LiveFiguresOptions;
  readonly #after: After;
  readonly #pace: SteadyPace;
  readonly #known = new Map<string, Figures>();
  readonly #midnights = new Map<string, { at: number; cancel: () => void }>();
  readonly #telling = new Set<Promise<void>>();
  readonly #stopListening: () => void;

  constructor(options: LiveFiguresOptions) {
    this.#options = options;
    this.#after = options.after ?? afterRealTime;
    this.#pace = new SteadyPace(
      PERIOD,
      (clientCode) => {
        this.#tell(clientCode);
      },
      this.#after,
    );
    this.#stopListening = options.store.onCommitted((events) => {
      for (const clientCode of clientsOf(events)) this.renew(clientCode);
    });
  }

  /** The figures as they are, with their time and place in the log. As long as nothing happens, one small query. */
  now(clientCode: string): Promise<StatsResponse> {
    return this.#options.store.read(async (database) => {
      const now = this.#options.store.now();
      const figures = await readFigures(database, clientCode, now.getTime(), this.#known.get(clientCode));
      this.#known.set(clientCode, figures);
      this.#awaitMidnight(clientCode, figures.day.to);
      const { stats, epoch, seq } = figures;
      return { stats, at: now.toISOString(), epoch, seq };
    });
  }

  /** Tells the client's browsers, at once or within a second: something may have changed, or one of them is new. */
  renew(clientCode: string): void {
    if (this.#options.hasSockets(clientCode)) this.#pace.ask(clientCode);
  }

  /** Tells nobody any more; resolves once no read is under way. */
  async close(): Promise<void> {
    this.#stopListening();
    this.#pace.stop();
    for (const { cancel } of this.#midnights.values()) cancel();
    this.#midnights.clear();
    await Promise.all(this.#telling);
  }

  #tell(clientCode: string): void {
    const { logger, hasSockets, emit } = this.#options;
    if (!hasSockets(clientCode)) return;
    const telling = this.now(clientCode)
      .then(({ stats }) => {
        emit(clientCode, { stats });
      })
      .catch((error: unknown) => {
        logger.error({ err: error, clientCode }, 'The figures could not be told');
      })
      .finally(() => this.#telling.delete(telling));
    this.#telling.add(telling);
  }

  /** `at` in milliseconds since 1970. Whoever is there then is told; that reads, and so awaits the next one. */
  #awaitMidnight(clientCode: string, at: number): void {
    const awaited = this.#midnights.get(clientCode);
    if (awaited?.at === at) return;
    awaited?.cancel();
    const cancel = this.#after(Math.max(1, at - this.#options.store.now().getTime()), () => {
      this.#midnights.delete(clientCode);
      // A timer may be early by the clock that days are taken from.
      if (this.#options.store.now().getTime() < at) this.#awaitMidnight(clientCode, at);
      else this.renew(clientCode);
    });
    this.#midnights.set(clientCode, { at, cancel });
  }
}

/** The clients of whose messages or conversations these events tell, each once. */
function clientsOf(events: readonly CommittedEvent[]): Set<string> {
  const counting = events.filter(({ name }) => name.startsWith('message:') || name.startsWith('conversation:'));
  return new Set(counting.map(({ clientCode }) => clientCode));
}
