import type { ReportQuery, StatsReport } from '#contract/stats';
import type { Reading, Store } from '../storage/index.ts';
import type { CsvLanguage } from '../web/index.ts';
import { PastSlices } from './past-slices.ts';
import { readNames, readReport } from './read-report.ts';
import { reportCsv } from './report-csv.ts';
import { readSlice, type Slice } from './read-slice.ts';
import { rangeOf, type ReportRange, type Span } from './report-range.ts';

/** The days of a longer range are read as they were up to some minutes ago, but for the one that is not over. */
const MOST_FRESH_POINTS = 31;

/** So many reports are kept, of all clients. */
const KEPT = 100;

type Known = StatsReport & { until: number };

/** The reports that were asked for last. Many who look at the same days cost one computation for each place of the log. */
export class Reports {
  readonly #store: Store;
  readonly #known = new Map<string, Known>();
  readonly #past: PastSlices;

  constructor(store: Store) {
    this.#store = store;
    this.#past = new PastSlices(store);
  }

  /** Throws the problem in words for days that make no range. */
  async read(clientCode: string, query: ReportQuery): Promise<StatsReport> {
    const key = JSON.stringify([clientCode, query.from, query.to]);
    await this.#prepare(clientCode, query, key);
    return this.#store.read(async (database) => {
      const now = this.#store.now().getTime();
      const client = await readClient(database, clientCode);
      const report = holds(this.#known.get(key), client, now) ?? (await this.#compute(database, client, query, now));
      this.#keep(key, report);
      const { until: _until, ...answer } = report;
      return { ...answer, at: new Date(now).toISOString() };
    });
  }

  /** The same days as a table for spreadsheets, with the days it is of. Throws as `read` does. */
  async readCsv(
    clientCode: string,
    query: ReportQuery,
    language: CsvLanguage,
  ): Promise<{ csv: string; from: string; to: string }> {
    await this.#prepare(clientCode, query);
    return this.#store.read(async (database) => {
      const { timeZone } = await readClient(database, clientCode);
      const { from, to, grain, ...range } = rangeOf(query, this.#store.now().getTime(), timeZone);
      const slices: Slice[] = [];
      const read = this.#reader(database, clientCode, range);
      for (const point of range.points) slices.push(await read(point));
      const names = await readNames(database, clientCode);
      return { from, to, csv: reportCsv(slices, { names, timeZone, grain, language }) };
    });
  }

  /** A long range that is not known under `key` is read bit by bit before, so that nobody waits for all of it at once. */
  async #prepare(clientCode: string, query: ReportQuery, key?: string): Promise<void> {
    // Today alone.
    if (query.from === undefined) return;
    const client = await this.#store.read((database) => readClient(database, clientCode));
    const now = this.#store.now().getTime();
    if (key !== undefined && holds(this.#known.get(key), client, now)) return;
    const range = rangeOf(query, now, client.timeZone);
    if (isLong(range)) await this.#past.prepare(clientCode, [...range.points, ...range.before.spans]);
  }

  async #compute(database: Reading, client: Client, query: ReportQuery, now: number): Promise<Known> {
    const { clientCode, timeZone, epoch, seq } = client;
    const range = rangeOf(query, now, timeZone);
    const report = await readReport(database, clientCode, range, this.#reader(database, clientCode, range));
    return { ...report, timeZone, at: new Date(now).toISOString(), epoch, seq, until: range.until };
  }

  #reader(database: Reading, clientCode: string, range: Pick<ReportRange, 'points'>) {
    return async (span: Span): Promise<Slice> => {
      const kept = isLong(range) ? this.#past.find(clientCode, span) : undefined;
      return kept ?? readSlice(database, clientCode, span);
    };
  }

  #keep(key: string, report: Known): void {
    this.#known.delete(key);
    this.#known.set(key, report);
    const [oldest] = this.#known.keys();
    if (this.#known.size > KEPT && oldest !== undefined) this.#known.delete(oldest);
  }
}

function isLong({ points }: Pick<ReportRange, 'points'>): boolean {
  return points.length > MOST_FRESH_POINTS;
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
