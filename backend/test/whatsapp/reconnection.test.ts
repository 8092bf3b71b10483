import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Reconnection } from '../../src/whatsapp/index.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('When a lost session is tried again', () => {
  let now: number;
  let reconnection: Reconnection;

  beforeEach(() => {
    now = 0;
    reconnection = new Reconnection(() => 1);
  });

  const lose = (action: Parameters<Reconnection['delayAfter']>[0]) => reconnection.delayAfter(action, now);
  const holdFor = (milliseconds: number) => {
    reconnection.opened(now);
    now += milliseconds;
  };

  it('doubles the wait from one second to a minute', () => {
    const waits = Array.from({ length: 8 }, () => lose('retry'));
    assert.deepEqual(
      waits,
      [1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * SECOND),
    );
  });

  it('takes between half of it and all of it', () => {
    const earliest = new Reconnection(() => 0);
    assert.equal(earliest.delayAfter('retry', 0), 500);
    assert.equal(earliest.delayAfter('retry', 0), 1_000);
  });

  it('begins with the shortest wait again after a connection that held for a minute', () => {
    lose('retry');
    lose('retry');
    holdFor(MINUTE);
    assert.equal(lose('retry'), SECOND);
  });

  it('waits longer and longer for a connection that opens and breaks at once', () => {
    const waits = [1, 2, 3].map(() => {
      holdFor(5 * SECOND);
      return lose('retry');
    });
    assert.deepEqual(waits, [SECOND, 2 * SECOND, 4 * SECOND]);
  });

  it('follows a wish to restart at once, the first time only', () => {
    assert.deepEqual([lose('retry_at_once'), lose('retry_at_once')], [0, SECOND]);
  });

  it('leaves the link to the program that takes it a third time', () => {
    const waits = [1, 2, 3].map(() => {
      holdFor(10 * MINUTE);
      return lose('retry_much_later');
    });
    assert.deepEqual(waits, [5 * MINUTE, 30 * MINUTE, undefined]);
  });

  it('forgets who took the link once it was kept for an hour', () => {
    holdFor(MINUTE);
    lose('retry_much_later');
    holdFor(HOUR);
    assert.equal(lose('retry_much_later'), 5 * MINUTE);
  });

  it('begins anew when a person asks for a connection', () => {
    lose('retry_much_later');
    lose('retry_much_later');
    reconnection.reset();
    assert.equal(lose('retry_much_later'), 5 * MINUTE);
    assert.equal(lose('retry'), SECOND);
  });
});
