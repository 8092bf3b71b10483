import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { within } from '../support/index.ts';
import { AlertBench, HELD, LOOK, SOON } from './alert-bench.ts';

/** Less than a channel is given to answer, in milliseconds. */
const AT_ONCE = 5_000;

describe('Alerts whose receiver does not answer', () => {
  let bench: AlertBench;

  beforeEach(async () => {
    bench = await AlertBench.start();
    bench.slack.isSilent = true;
    bench.faults.closeAll(403);
    await bench.lost();
  });
  afterEach(async () => {
    await bench.stop();
  });

  const slackHasIt = () =>
    within(
      bench.slack.until(() => bench.slack.unanswered === 1),
      'Slack to take the alert',
    );
  const mails = (count: number) =>
    within(
      bench.mail.until(() => bench.mail.mails.length === count),
      `${String(count)} mails`,
    );

  it('keep neither the lines from being looked at nor the other receivers waiting', async () => {
    bench.time.pass(SOON);
    await Promise.all([slackHasIt(), mails(1)]);
    await bench.link('573001112244');
    bench.faults.closeAll(401);
    await bench.lost(2);
    bench.time.pass(LOOK);
    await mails(2);
    assert.deepEqual(bench.systemMessages, ['error line_stopped', 'error line_unlinked']);
    bench.slack.isSilent = false;
    await bench.lookedAt();
    bench.time.pass(LOOK);
    await bench.told(2);
    await bench.nothingMore();
  });

  it('do not hold up the end of the process, and are told after the next start', async () => {
    bench.mail.isSilent = true;
    bench.time.pass(SOON);
    await Promise.all([
      slackHasIt(),
      within(
        bench.mail.until(() => bench.mail.unanswered === 1),
        'the mail server to take the alert',
      ),
    ]);
    await within(bench.whatsapp.application.application.close(), 'the process to end', AT_ONCE);
    await within(
      bench.slack.until(() => bench.slack.unanswered === 0),
      'the post to Slack to be broken off',
    );
    bench.slack.isSilent = false;
    bench.mail.isSilent = false;
    await bench.whatsapp.restart();
    bench.time.pass(LOOK);
    await bench.told(1);
    await bench.nothingMore();
    assert.equal(bench.slack.messages.length, 1);
  });

  it('are told the end as well where it answers only then', async () => {
    bench.time.pass(SOON);
    await Promise.all([slackHasIt(), mails(1)]);
    await bench.admin.api.post(`/whatsapp/sessions/${bench.sessionId}/connect`).expect(202);
    await bench.socket.event('whatsapp:state', ({ session }) => session.state === 'open');
    bench.time.pass(HELD);
    await mails(2);
    bench.slack.isSilent = false;
    await bench.lookedAt();
    bench.time.pass(LOOK);
    await bench.told(2);
    assert.match(bench.slack.messages[1] ?? '', /volvió/);
    await bench.nothingMore();
  });
});
