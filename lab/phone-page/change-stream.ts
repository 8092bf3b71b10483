import type { ServerResponse } from 'node:http';

const BUNDLE_MS = 40;

/** Somebody's screen. */
interface Watched {
  readonly phoneNumber: string;
  onChange(listener: () => void): () => void;
}

/** Tells open pages, by server-sent events, which phones have changed. */
export class ChangeStream {
  readonly #phones: () => Watched[];
  readonly #pages = new Set<ServerResponse>();
  readonly #watched = new Map<Watched, () => void>();
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(phones: () => Watched[]) {
    this.#phones = phones;
  }

  open(response: ServerResponse): void {
    this.watch();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('retry: 1000\n\n');
    this.#pages.add(response);
    response.on('close', () => this.#pages.delete(response));
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const stop of this.#watched.values()) stop();
    for (const page of this.#pages) page.end();
  }

  /** Listens to phones that were made since the last call, too. */
  watch(): void {
    for (const phone of this.#phones()) {
      if (!this.#watched.has(phone)) {
        this.#watched.set(
          phone,
          phone.onChange(() => {
            this.#note(phone.phoneNumber);
          }),
        );
      }
    }
  }

  /** Bundles what happens within a moment: a thousand messages are not a thousand refreshes. */
  #note(phoneNumber: string): void {
    this.#changed.add(phoneNumber);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const event = `data: ${JSON.stringify([...this.#changed])}\n\n`;
      this.#changed.clear();
      for (const page of this.#pages) page.write(event);
    }, BUNDLE_MS);
  }
}
