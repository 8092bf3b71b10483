import type { Logger } from '../operations/index.ts';
import type { Store } from '../storage/index.ts';
import type { Channel } from './channel.ts';
import { noteDelivered, noteFailed, readDueNews, type DueNews } from './delivery-store.ts';
import type { ChannelName } from './incident-store.ts';
import { messageOf, type MessageOptions } from './message.ts';

export interface AlertDeliveriesOptions {
  store: Store;
  logger: Logger;
  channels: readonly Channel[];
  settings: MessageOptions;
}

/**
 * Hands over what is to be told, each channel by itself: one that fails is tried again later, and one that is slow keeps
 * nobody waiting. What was handed over is noted at once; a crash in between repeats a message rather than losing it.
 */
export class AlertDeliveries {
  readonly #options: AlertDeliveriesOptions;
  readonly #underWay = new Map<ChannelName, Promise<void>>();
  readonly #ending = new AbortController();
  readonly counts = { delivered: 0, failed: 0 };

  constructor(options: AlertDeliveriesOptions) {
    this.#options = options;
  }

  get channels(): ChannelName[] {
    return this.#options.channels.map(({ name }) => name);
  }

  /** Begins to hand over what is due, on each channel that is not at it already. */
  begin(): void {
    if (this.#ending.signal.aborted) return;
    for (const channel of this.#options.channels) {
      if (this.#underWay.has(channel.name)) continue;
      const turn = this.#deliver(channel)
        .catch((error: unknown) => {
          this.#options.logger.error({ err: error, channel: channel.name }, 'alerts could not be read or noted');
        })
        .finally(() => this.#underWay.delete(channel.name));
      this.#underWay.set(channel.name, turn);
    }
  }

  /** Resolves when every channel that was at it has had its turn. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay.values());
  }

  /** Breaks off what is under way, which stays to be told. */
  async close(): Promise<void> {
    this.#ending.abort();
    await this.settled();
    for (const channel of this.#options.channels) channel.close();
  }

  async #deliver(channel: Channel): Promise<void> {
    const { store } = this.#options;
    const due = await store.read((database) => readDueNews(database, channel.name, store.now().toISOString()));
    for (const news of ['trouble', 'recovery'] as const) {
      const [first, ...rest] = due.filter((each) => each.news === news);
      if (first && !this.#ending.signal.aborted) await this.#hand(channel, [first, ...rest]);
    }
  }

  async #hand(channel: Channel, news: readonly [DueNews, ...DueNews[]]): Promise<void> {
    const { store, logger, settings } = this.#options;
    try {
      await channel.send(messageOf(news, settings), this.#ending.signal);
    } catch (error) {
      if (this.#ending.signal.aborted) return;
      this.counts.failed += 1;
      logger.warn({ err: error, channel: channel.name, incidents: news.length }, 'an alert could not be delivered yet');
      await store.write((writing) => noteFailed(writing, channel.name, news));
      return;
    }
    this.counts.delivered += 1;
    await store.write((writing) => noteDelivered(writing, channel.name, news));
  }
}
