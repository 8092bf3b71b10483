import { Router } from 'express';
import type { Logger } from './logger.ts';

/** What a capability tells of itself: counts, and times (ISO 8601) of the installation; nothing of any client's content. */
export type HealthPart = () => Record<string, number | string | null>;

/** Collects the parts of `GET /health` and says whether the process can serve. */
export class Health {
  readonly #parts = new Map<string, HealthPart>();
  readonly #canRead: () => Promise<unknown>;
  readonly #logger: Logger;
  #ready = false;

  /** `canRead` rejects when the store cannot be read. */
  constructor(canRead: () => Promise<unknown>, logger: Logger) {
    this.#canRead = canRead;
    this.#logger = logger;
  }

  add(name: string, part: HealthPart): void {
    this.#parts.set(name, part);
  }

  /** `GET /ready` answers 200 from here on, until the process begins to stop. */
  setReady(ready: boolean): void {
    this.#ready = ready;
  }

  /** `GET /health` (200 while the store can be read, 503 otherwise) and `GET /ready`. */
  router(): Router {
    const router = Router();
    router.get('/health', async (_request, response) => {
      const storage = await this.#storageState();
      const parts = Object.fromEntries([...this.#parts].map(([name, part]) => [name, part()]));
      response
        .status(storage === 'ok' ? 200 : 503)
        .set('Cache-Control', 'no-store')
        .json({
          status: storage,
          uptimeSeconds: Math.floor(process.uptime()),
          parts: { storage: { status: storage }, ...parts },
        });
    });
    router.get('/ready', (_request, response) => {
      response
        .status(this.#ready ? 200 : 503)
        .set('Cache-Control', 'no-store')
        .json({ ready: this.#ready });
    });
    return router;
  }

  async #storageState(): Promise<'ok' | 'unreadable'> {
    try {
      await this.#canRead();
      return 'ok';
    } catch (error) {
      this.#logger.error({ err: error }, 'The store cannot be read');
      return 'unreadable';
    }
  }
}
