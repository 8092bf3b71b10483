import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { MailReceiver } from '../alerts/mail-receiver.ts';
import { SlackReceiver } from '../alerts/slack-receiver.ts';
import { runNpmScript } from './run-npm-script.ts';

describe('npm run alerts:test', () => {
  let slack: SlackReceiver;
  let mail: MailReceiver;
  let environment: Record<string, string>;

  beforeEach(async () => {
    slack = await SlackReceiver.start();
    mail = await MailReceiver.start();
    environment = { ALERT_SLACK_WEBHOOK_URL: slack.url, SMTP_URL: mail.url, ALERT_EMAIL_TO: 'oncall@example.com' };
  });
  afterEach(async () => {
    slack.stop();
    await mail.stop();
  });

  it('sends a message everywhere, in the language of the alerts', async () => {
    const { code, out, err } = await runNpmScript('alerts:test', [], { ...environment, ALERT_LANGUAGE: 'en' });
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^slack: handed over.*\nemail: handed over.*\n$/);
    assert.match(slack.messages[0] ?? '', /^\*Test of the alerts/);
    assert.deepEqual(mail.mails[0]?.to, ['oncall@example.com']);
  });

  it('says what keeps a message from arriving, and ends with 1', async () => {
    slack.status = 404;
    mail.refuses = true;
    const { code, out, err } = await runNpmScript('alerts:test', [], environment);
    assert.deepEqual([code, out], [1, '']);
    assert.equal(err, 'slack: Slack answered 404\nemail: The mail server did not take the message: 451\n');
    const nowhere = await runNpmScript('alerts:test', [], {});
    assert.equal(nowhere.code, 1);
    assert.match(nowhere.err, /alerts go nowhere/);
  });
});
