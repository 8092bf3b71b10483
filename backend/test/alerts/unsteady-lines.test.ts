import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ALERT_AFTER, AlertBench, HELD, LOOK } from './alert-bench.ts';

describe('Alerts about lines that open and break again and again', () => {
  let bench: AlertBench;
  let turns: number;

  beforeEach(async () => {
    bench = await AlertBench.start();
    turns = 0;
  });
  afterEach(async () => {
    await bench.stop();
  });

  const opened = () => bench.socket.dataOf('whatsapp:state').filter(({ session }) => session.state === 'open');
  const lastLoss = () => bench.socket.dataOf('whatsapp:disconnected').at(-1)?.session;

  /** The line is lost and opens again, at the latest after `wait`; then it holds for as long. Returns how long that took. */
  async function breakOnce(wait: number, holds: number): Promise<number> {
    turns += 1;
    bench.faults.cutAll();
    await bench.lost(turns);
    await bench.lookedAt();
    bench.time.pass(wait);
    await bench.socket.event('whatsapp:state', () => opened().length === turns);
    await bench.lookedAt();
    bench.time.pass(holds);
    await bench.lookedAt();
    return wait + holds;
  }

  it('are told once, and of the end when a connection has held; the screens are told what is so', async () => {
    let passed = 0;
    while (passed < ALERT_AFTER - 2 * LOOK) passed += await breakOnce(60_000, 10_000);
    const since = lastLoss()?.downSince;
    assert.equal(since, bench.socket.dataOf('whatsapp:disconnected')[0]?.session.downSince);
    assert.deepEqual([...new Set(opened().map(({ session }) => session.downSince))], [null]);
    while (passed < 2 * ALERT_AFTER) passed += await breakOnce(60_000, 10_000);
    await bench.told(1);
    assert.deepEqual(bench.systemMessages, ['warning line_down']);

    bench.time.pass(HELD);
    await bench.told(2);
    assert.deepEqual(bench.systemMessages, ['warning line_down', 'info line_back']);
    await breakOnce(1_000, LOOK);
    assert.notEqual(lastLoss()?.downSince, since);
    await bench.nothingMore();
  });

  it('are told too where the line is open at every look', async () => {
    let passed = 0;
    while (passed < ALERT_AFTER + 2 * HELD) passed += await breakOnce(1_000, 100_000);
    await bench.told(1);
    assert.deepEqual(bench.systemMessages, ['warning line_down']);
  });

  it('are not told where a line comes back in time and stays', async () => {
    bench.faults.refuseLogin = 503;
    bench.faults.cutAll();
    await bench.lost();
    bench.time.pass(ALERT_AFTER - 4 * LOOK);
    await bench.lookedAt();
    bench.faults.refuseLogin = undefined;
    bench.time.pass(3 * LOOK);
    await bench.socket.event('whatsapp:state', () => opened().length === 1);
    for (let look = 0; look < 20; look += 1) {
      bench.time.pass(LOOK);
      await bench.lookedAt();
    }
    assert.deepEqual(bench.systemMessages, []);
    await bench.nothingMore();
  });
});
