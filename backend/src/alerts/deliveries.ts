import type { Logger } from '../operations/index.ts';
import type { Store } from '../storage/index.ts';
import type { Channel } from './channels.ts';
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
 * Hands over what is to be told, each channel by itself: one that fails is tried again later and keeps none of the others
 * back. What was handed over is noted at once; a crash in between repeats a message rather than losing it.
 */
export class AlertDeliveries {
  readonly #options: AlertDeliveriesOptions;
  readonly counts = { delivered: 0, failed: 0 };

  constructor(options: AlertDeliveriesOptions) {
    this.#options = options;
  }

  get channels(): ChannelName[] {
    return this.#options.channels.map(({ name }) => name);
  }

  /** Resolves when every channel has had its turn. */
  async deliverDue(): Promise<void> {
    await Promise.all(this.#options.channels.map((channel) => this.#deliver(channel)));
  }

  async #deliver(channel: Channel): Promise<void> {
    const { store } = this.#options;
    const due = await store.read((database) => readDueNews(database, channel.name, store.now().toISOString()));
    for (const news of ['trouble', 'recovery'] as const) {
      const [first, ...rest] = due.filter((each) => each.news === news);
      if (first) await this.#hand(channel, [first, ...rest]);
    }
  }

  async #hand(channel: Channel, news: readonly [DueNews, ...DueNews[]]): Promise<void> {
    const { store, logger, settings } = this.#options;
    try {
      await channel.send(messageOf(news, settings));
      this.counts.delivered += 1;
      await store.write((writing) => noteDelivered(writing, channel.name, news));
    } catch (error) {
      this.counts.failed += 1;
      logger.warn({ err: error, channel: channel.name, incidents: news.length }, 'an alert could not be delivered yet');
      await store.write((writing) => noteFailed(writing, channel.name, news));
    }
  }
}
