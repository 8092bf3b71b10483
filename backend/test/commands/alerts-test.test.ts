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

  /** What it says on each channel, with these settings in place of the right ones. */
  async function failures(wrong: Record<string, string> = {}): Promise<string[]> {
    const { code, out, err } = await runNpmScript('alerts:test', [], { ...environment, ...wrong });
    assert.deepEqual([code, out], [1, '']);
    return err.trim().split('\n');
  }

  it('says what was refused and what to change, and ends with 1', async () => {
    slack.status = 404;
    mail.refuses = true;
    assert.deepEqual(await failures(), [
      'slack: Slack answered 404: this is not, or no longer, an incoming webhook: make a new one and set its address as ALERT_SLACK_WEBHOOK_URL.',
      'email: The mail server did not take the message (451) for now: try again later.',
    ]);
    const nowhere = await runNpmScript('alerts:test', [], {});
    assert.equal(nowhere.code, 1);
    assert.match(nowhere.err, /alerts go nowhere/);
  });

  it('says what keeps a server from being reached, and what to check', async () => {
    const unknown = 'its host has no address, so check the host in';
    assert.deepEqual(
      await failures({ ALERT_SLACK_WEBHOOK_URL: 'https://slack.invalid/very-secret', SMTP_URL: 'smtp://mail.invalid' }),
      [
        `slack: Slack could not be reached: ${unknown} ALERT_SLACK_WEBHOOK_URL and the DNS of this machine.`,
        `email: The mail server could not be reached: ${unknown} SMTP_URL and the DNS of this machine.`,
      ],
    );
    const { url } = slack;
    slack.stop();
    const nobody = 'nothing listens there, so check the host and the port in';
    assert.deepEqual(await failures({ SMTP_URL: url.replace(/^http(.*?)\/services.*/, 'smtp$1') }), [
      `slack: Slack could not be reached: ${nobody} ALERT_SLACK_WEBHOOK_URL.`,
      `email: The mail server could not be reached: ${nobody} SMTP_URL.`,
    ]);
  });

  it('says where something else answers than was meant', async () => {
    const [forSlack, forMail] = await failures({
      ALERT_SLACK_WEBHOOK_URL: slack.url.replace('http:', 'https:'),
      SMTP_URL: mail.url.replace('smtp:', 'smtps:'),
    });
    assert.match(
      forSlack ?? '',
      /^slack: .*no TLS connection could be made, so check the port in ALERT_SLACK_WEBHOOK_URL/,
    );
    assert.match(forMail ?? '', /^email: .*no TLS connection could be made, so check the port in SMTP_URL/);
  });
});
