import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, test, type TestContext } from 'node:test';
import { trimEvents } from '../backend/src/storage/index.ts';
import { startTestApplication, TestApi, type TestApplication, type TestUser } from '../backend/test/support/index.ts';
import { FaultyProxy } from '../lab/network/index.ts';
import { Office, type RunningProduct } from './support/office.ts';
import { stayQuiet } from './support/quiet.ts';
import { report } from './support/report.ts';
import type { Tab } from './support/tab.ts';
import { assertWhole, countsOf, judge } from './support/verdict.ts';

/** Until the product has started. */
const NOWHERE = 'http://127.0.0.1:9';

/** A product whose database is backed up and restored while its browsers stay open. */
class RestoredProduct implements RunningProduct {
  readonly dataDirectory = mkdtempSync(join(tmpdir(), 'condorito-restored-'));
  #application: TestApplication | undefined;
  readonly #straight: FaultyProxy;
  /** The way of the tab. */
  readonly proxy: FaultyProxy;

  private constructor(straight: FaultyProxy, proxy: FaultyProxy) {
    this.#straight = straight;
    this.proxy = proxy;
  }

  static async open(): Promise<RestoredProduct> {
    const [straight, proxy] = await Promise.all([FaultyProxy.start(NOWHERE), FaultyProxy.start(NOWHERE)]);
    const product = new RestoredProduct(straight, proxy);
    await product.#start();
    return product;
  }

  /** Stays the same across restarts. */
  get url(): string {
    return this.#straight.url;
  }

  get #file(): string {
    return join(this.dataDirectory, 'condorito.db');
  }

  get application(): TestApplication {
    assert.ok(this.#application);
    return this.#application;
  }

  async createClient(clientCode: string): Promise<TestUser> {
    const admin = await this.application.createClient(clientCode);
    return { ...admin, api: new TestApi(this.url, { authorization: `Bearer ${admin.token}` }) };
  }

  backUp(): void {
    const database = new DatabaseSync(this.#file);
    database.exec(`VACUUM INTO '${this.#file}.backup'`);
    database.close();
  }

  /** As the operator's guide says; `renew` makes it a log of its own. */
  async restore({ renew }: { renew: boolean }): Promise<void> {
    await this.application.stop();
    for (const end of ['-wal', '-shm']) rmSync(`${this.#file}${end}`, { force: true });
    copyFileSync(`${this.#file}.backup`, this.#file);
    if (renew) {
      const database = new DatabaseSync(this.#file);
      database.exec('update clients set epoch = lower(hex(randomblob(16)))');
      database.close();
    }
    await this.#start();
  }

  async stop(): Promise<void> {
    await this.proxy.close();
    await this.#straight.close();
    await this.#application?.stop();
    rmSync(this.dataDirectory, { recursive: true, force: true });
  }

  async #start(): Promise<void> {
    this.#application = await startTestApplication({ dataDirectory: this.dataDirectory });
    for (const proxy of [this.#straight, this.proxy]) proxy.leadTo(this.#application.url);
  }
}

describe('A tab whose log cannot be continued starts over when', () => {
  stayQuiet();

  async function open(t: TestContext): Promise<{ product: RestoredProduct; office: Office; tab: Tab }> {
    const product = await RestoredProduct.open();
    const office = await Office.open(product, 'acme');
    t.after(async () => {
      office.close();
      await product.stop();
    });
    await office.write(20);
    const tab = await office.openLiveTab({ api: product.proxy.url });
    return { product, office, tab };
  }

  async function conclude(t: TestContext, what: string, office: Office, tab: Tab): Promise<void> {
    await tab.until('a start over', () => tab.connection.startOvers > 0);
    await office.write(5);
    const verdict = await judge(office, [tab]);
    report(t, {
      row: 'start over',
      what,
      counts: `${String(tab.connection.startOvers)} start over, ${countsOf(verdict)}`,
      holds: verdict.missing + verdict.wrong === 0,
    });
    assertWhole(verdict);
    assert.equal(tab.connection.startOvers, 1);
    await tab.untilKind('live');
  }

  for (const renew of [true, false]) {
    const what = renew
      ? 'a backup was restored under a new epoch'
      : 'a backup was restored and nobody renewed its epoch';
    test(what, async (t) => {
      const { product, office, tab } = await open(t);
      product.backUp();
      const kept = office.accepted;
      await office.write(20);
      await tab.untilAt(await office.head());
      product.proxy.refuse();
      await product.restore({ renew });
      office.rollBackTo(kept);
      // What happens now gets numbers that the tab has seen before.
      await office.write(10);
      product.proxy.accept();
      await conclude(t, what, office, tab);
      assert.ok(
        !tab.reads.includes('safety'),
        'the reconnection shows it, not a read that comes by half a minute later',
      );
    });
  }

  test('what it missed was trimmed away', async (t) => {
    const { product, office, tab } = await open(t);
    product.proxy.refuse();
    await office.write(20);
    await product.application.application.store.write(({ database }) => trimEvents(database, 'acme', '', 5));
    product.proxy.accept();
    await conclude(t, 'what it missed was trimmed away', office, tab);
  });
});
