import type { ReportQuery, StatsReport } from '#contract/stats';
import type { Reading, Store } from '../storage/index.ts';
import { readReport } from './read-report.ts';
import { rangeOf } from './report-range.ts';

/** So many reports are kept, of all clients. */
const KEPT = 100;

type Known = StatsReport & { until: number };

/** The reports that were asked for last. Many who look at the same days cost one computation for each place of the log. */
export class Reports {
  readonly #store: Store;
  readonly #known = new Map<string, Known>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Throws the problem in words for days that make no range. */
  read(clientCode: string, query: ReportQuery): Promise<StatsReport> {
    return this.#store.read(async (database) => {
      const now = this.#store.now().getTime();
      const client = await readClient(database, clientCode);
      const key = JSON.stringify([clientCode, query.from, query.to]);
      const report = holds(this.#known.get(key), client, now) ?? (await this.#compute(database, client, query, now));
      this.#keep(key, report);
      const { until: _until, ...answer } = report;
      return { ...answer, at: new Date(now).toISOString() };
    });
  }

  async #compute(database: Reading, client: Client, query: ReportQuery, now: number): Promise<Known> {
    const { clientCode, timeZone, epoch, seq } = client;
    const range = rangeOf(query, now, timeZone);
    const report = await readReport(database, clientCode, range);
    return { ...report, timeZone, at: new Date(now).toISOString(), epoch, seq, until: range.until };
  }

  #keep(key: string, report: Known): void {
    this.#known.delete(key);
    this.#known.set(key, report);
    const [oldest] = this.#known.keys();
    if (this.#known.size > KEPT && oldest !== undefined) this.#known.delete(oldest);
  }
}

type Client = Awaited<ReturnType<typeof readClient>>;

export function readClient(database: Reading, clientCode: string) {
  return database
    .selectFrom('clients')
    .select(['clientCode', 'epoch', 'seq', 'timeZone'])
    .where('clientCode', '=', clientCode)
    .executeTakeFirstOrThrow();
}

/** Whatever changes a figure, or how somebody is called, also logs an event. */
function holds(known: Known | undefined, { epoch, seq, timeZone }: Client, now: number): Known | undefined {
  const isSame = known?.epoch === epoch && known.seq === seq && known.timeZone === timeZone;
  return isSame && now < known.until && Date.parse(known.at) <= now ? known : undefined;
}
