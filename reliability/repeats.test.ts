import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { EventData } from '#contract/events';
import { isForward } from '#contract/message-status';
import type { MessageStatus } from '#contract/messages';
import { statusOf, textMessage } from '../lab/graph-api/payloads/index.ts';
import { inAnyOrder } from '../lab/graph-api/webhooks/shuffle.ts';
import { short } from './support/form.ts';
import { MetaLine } from './support/meta-line.ts';
import { report } from './support/report.ts';
import { assertWhole, countsOf } from './support/verdict.ts';

const PAYLOADS = short(80, 10_000);
const TIMES = 5;
const WRITTEN_ON_THE_PHONE = short(30, 2_500);
const TABS = short(2, 10);
const LIMIT_MS = short(300_000, 3_600_000);

/** What a message may come to, and what is told of it in between: four statuses each, one of them twice or more. */
const courses = [
  ['sent', 'delivered', 'read', 'delivered'],
  ['sent', 'delivered', 'delivered', 'sent'],
  ['read', 'sent', 'sent', 'delivered'],
] as const;

describe('What Meta posts again and again, and in any order', { timeout: LIMIT_MS }, () => {
  let line: MetaLine;
  let texts: readonly string[] = [];
  const told: EventData<'message:status'>[] = [];
  const added = new Map<string, number>();

  before(async () => {
    line = await MetaLine.open(TABS, ({ name, data }) => {
      if (name === 'message:status') told.push(data);
      if (name === 'message:new') added.set(data.message.id, (added.get(data.message.id) ?? 0) + 1);
    });
  });
  after(() => line.close());

  /** Posts the first half, and the second half while the server restarts. */
  async function postAcrossARestart(bodies: readonly Buffer[]): Promise<void> {
    const poster = line.poster();
    const half = Math.floor(bodies.length / 2);
    await poster.postAll(bodies.slice(0, half));
    await Promise.all([poster.postAll(bodies.slice(half)), line.product.restart()]);
  }

  it('is one row and one event, however often it comes', async (t) => {
    const poster = line.poster();
    texts = Array.from({ length: PAYLOADS }, (_, index) => `Mensaje ${String(index)} ${randomUUID()}`);
    const bodies = texts.map((text, index) => poster.message(index, text));
    await postAcrossARestart(inAnyOrder(Array.from({ length: TIMES }, () => bodies).flat()));
    await line.assertEachOnce(texts);
    const verdict = await line.judge();
    assertWhole(verdict);
    assert.deepEqual([...new Set(added.values())], [TABS]);
    assert.equal(added.size, PAYLOADS);
    report(t, {
      row: '6',
      what: `${String(PAYLOADS)} webhooks, each ${String(TIMES)} times in any order, at once and across a restart`,
      counts: `${String(texts.length)} messages, one event each; ${countsOf(verdict)}`,
      holds: true,
    });
  });

  it('only ever takes ticks forward', async (t) => {
    const ids = Array.from({ length: WRITTEN_ON_THE_PHONE }, () => `wamid.${randomUUID()}`);
    const poster = line.poster();
    const at = Date.now();
    const recipientId = poster.phoneNumberOf(0);
    await poster.postAll(
      ids.map((id) =>
        poster.echo({ ...textMessage({ id, from: line.number.phoneNumber, sentAt: at }, id), to: recipientId }),
      ),
    );
    const courseOf = (index: number) => courses[index % courses.length] ?? courses[0];
    const statuses = ids.flatMap((id, index) =>
      courseOf(index).map((status) => poster.body({ statuses: [statusOf({ id, status, at, recipientId })] })),
    );
    await postAcrossARestart(inAnyOrder(statuses));
    const { missing, twice, outOfOrder } = await line.judge();
    assert.deepEqual({ missing, twice, outOfOrder }, { missing: 0, twice: 0, outOfOrder: 0 });
    const sent = (await line.messages()).filter(({ direction }) => direction === 'out');
    assert.equal(sent.length, ids.length);
    const ended = new Map(sent.map(({ text, status }) => [text, status]));
    const wrong = ids.filter((id, index) => ended.get(id) !== highest(courseOf(index)));
    assert.deepEqual(wrong, []);
    assert.deepEqual(backward(told), []);
    report(t, {
      row: '7',
      what: `${String(statuses.length)} statuses of ${String(ids.length)} messages in any order, across a restart`,
      counts: `${String(told.length)} ticks seen by ${String(TABS)} tabs, none backward; each message with its last one`,
      holds: true,
    });
  });
});

function highest(course: readonly MessageStatus[]): MessageStatus {
  return course.reduce((best, status) => (isForward(best, status) ? status : best));
}

/** The ticks that a tab was given after one that is further, or the same. Every tab is given each `seq` once. */
function backward(ticks: readonly EventData<'message:status'>[]): EventData<'message:status'>[] {
  const last = new Map<string, EventData<'message:status'>>();
  const inOrder = ticks.toSorted((one, other) => (one.seq ?? 0) - (other.seq ?? 0));
  return inOrder.filter((tick) => {
    const before = last.get(tick.messageId);
    last.set(tick.messageId, tick);
    return before && before.seq !== tick.seq && !isForward(before.status, tick.status);
  });
}
