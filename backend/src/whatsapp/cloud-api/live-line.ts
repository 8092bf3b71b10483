import type { Logger } from 'pino';
import type { SessionReason } from '#contract/whatsapp-sessions';
import type { MediaFiles } from '../../media/index.ts';
import type { After } from '../../operations/index.ts';
import type { Store } from '../../storage/index.ts';
import { CloudSender } from './cloud-sender.ts';
import type { GraphApi } from './graph-api.ts';
import { MetaFiles } from './meta-files.ts';
import { ReadNews } from './read-news.ts';

export interface LiveLineOptions {
  store: Store;
  logger: Logger;
  files: MediaFiles;
  graph: GraphApi;
  after: After;
  clientCode: string;
  sessionId: string;
  phoneNumberId: string;
  accessToken: string;
  throughput: number;
  stopped: (why: SessionReason) => void;
}

/** What goes on while a line is open: what it sends, and what it tells of having been read. */
export class LiveLine {
  readonly sender: CloudSender;
  readonly news: ReadNews;

  constructor(options: LiveLineOptions) {
    this.sender = new CloudSender({ ...options, files: new MetaFiles(options) });
    this.news = new ReadNews(options);
    this.sender.start();
    this.news.start();
  }

  wake(): void {
    this.sender.wake();
    this.news.wake();
  }

  /** Begins nothing more; resolves when nothing is under way. */
  async close(): Promise<void> {
    await Promise.all([this.sender.close(), this.news.close()]);
  }
}
