import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startTestApplication } from '../backend/test/support/index.ts';
import { FaultyProxy } from '../lab/network/index.ts';
import { FULL, short } from './support/form.ts';
import { Office } from './support/office.ts';
import { OwnProcess } from './support/own-process.ts';
import { stayQuiet } from './support/quiet.ts';
import { report } from './support/report.ts';
import { StockSocket } from './support/stock-socket.ts';
import { assertWhole, countsOf, judge } from './support/verdict.ts';

const SOCKETS = short(10, 200);
const CUTS = short(3, 20);
const PER_SECOND = 50;
/** How many messages are written while the network is away, and before it goes away again. */
const AWAY = short(20, 2 * PER_SECOND);
const THERE = short(40, 12 * PER_SECOND);
/** Beside the tabs in the full form: the same cuts for clients without a log. */
const STOCK_SOCKETS = short(0, 50);

describe('Cuts while messages keep coming', () => {
  stayQuiet();

  test('lose nothing, double nothing and keep the order', { timeout: short(60_000, 1_200_000) }, async (t) => {
    const product = FULL ? await OwnProcess.start() : await startTestApplication();
    const office = await Office.open(product, 'acme');
    const others = await Office.open(product, 'others', 1);
    const proxy = await FaultyProxy.start(product.url);
    const stock: StockSocket[] = [];
    t.after(async () => {
      office.close();
      for (const socket of stock) socket.close();
      await proxy.close();
      await product.stop();
    });
    const tabs = await Promise.all(Array.from({ length: SOCKETS }, () => office.openLiveTab({ api: proxy.url })));
    while (stock.length < STOCK_SOCKETS) stock.push(new StockSocket(proxy.url, office.admin));
    await Promise.all(stock.map((socket) => socket.connected()));

    const write = async (count: number): Promise<void> => {
      await Promise.all([office.write(count, { perSecond: PER_SECOND }), others.write(Math.ceil(count / 10))]);
    };
    const start = performance.now();
    for (let cut = 0; cut < CUTS; cut += 1) {
      await write(THERE);
      proxy.refuse();
      await write(AWAY);
      proxy.accept();
    }
    await write(THERE);

    // On a busy machine the writer comes late too, and the cuts last longer.
    const rate = office.accepted / ((performance.now() - start) / 1_000);

    const verdict = await judge(office, tabs);
    const seconds = (AWAY / rate).toFixed(1);
    const load = `${String(CUTS)} cuts of ${seconds} s at ${rate.toFixed(0)} messages/s`;
    report(t, {
      row: '3',
      what: `${String(SOCKETS)} tabs, ${load}`,
      counts: countsOf(verdict),
      holds: verdict.missing + verdict.twice + verdict.outOfOrder + verdict.ofOthers + verdict.wrong === 0,
    });
    if (FULL) reportStock();
    assertWhole(verdict);
    assert.ok(tabs.every((tab) => tab.connection.startOvers === 0));

    function reportStock(): void {
      const all = office.accepted * stock.length;
      const received = stock.reduce((sum, socket) => sum + socket.received.size, 0);
      report(t, {
        row: '3',
        what: `for comparison: ${String(stock.length)} stock Socket.IO clients, the same cuts`,
        counts: `${String(received)} of ${String(all)} messages, ${((100 * received) / all).toFixed(1)} %`,
      });
    }
  });
});
