import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import { DrivenTime, within, type TestSocket, type TestUser } from '../support/index.ts';
import { WhatsAppBench } from '../whatsapp/linked-line.ts';
import { MailReceiver } from './mail-receiver.ts';
import { SlackReceiver } from './slack-receiver.ts';

const SOON = 2_000;
const LOOK = 15_000;
const ALERT_AFTER = 300_000;
const HELD = 120_000;

describe('Alerts about WhatsApp lines', () => {
  let time: DrivenTime;
  let slack: SlackReceiver;
  let mail: MailReceiver;
  let bench: WhatsAppBench;
  let admin: TestUser;
  let business: Phone;
  let socket: TestSocket;

  beforeEach(async () => {
    time = new DrivenTime();
    slack = await SlackReceiver.start();
    mail = await MailReceiver.start();
    bench = await WhatsAppBench.start({
      clock: time.clock,
      after: time.after,
      environment: {
        ALERT_SLACK_WEBHOOK_URL: slack.url,
        SMTP_URL: mail.url,
        ALERT_EMAIL_TO: 'oncall@example.com, owner@example.com',
        ALERT_EMAIL_FROM: 'crm@example.com',
        PUBLIC_URL: 'https://crm.example.com',
      },
    });
    admin = await bench.application.createClient('acme');
    business = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    await bench.link(admin, business);
    socket = await bench.application.socket(admin);
  });
  afterEach(async () => {
    await bench.stop();
    slack.stop();
    await mail.stop();
  });

  const told = (messages: number) =>
    within(
      Promise.all([
        slack.until(() => slack.messages.length >= messages),
        mail.until(() => mail.mails.length >= messages),
      ]),
      `${String(messages)} alerts`,
    );
  /** Looks once more at the lines; whatever that tells has arrived when a look after it has ended. */
  async function nothingMore(): Promise<void> {
    const before = [slack.messages.length, mail.mails.length];
    for (let look = 0; look < 3; look += 1) {
      time.pass(LOOK);
      await bench.application.application.store.write(() => Promise.resolve());
      await (await fetch(`${bench.application.url}/health`)).text();
    }
    assert.deepEqual([slack.messages.length, mail.mails.length], before);
  }
  const open = () => socket.event('whatsapp:state', ({ session }) => session.state === 'open');
  const lost = () => socket.event('whatsapp:disconnected', ({ action }) => action === 'retrying');
  const systemMessages = () => socket.dataOf('system:message').map(({ level, code }) => `${level} ${code}`);

  it('tell at once, once on each channel, that a number is banned: in words, with what to do', async () => {
    bench.lab.faults.closeAll(403);
    await socket.event('whatsapp:disconnected');
    time.pass(SOON);
    await told(1);
    const [text = ''] = slack.messages;
    assert.match(
      text,
      /^\*Una línea de WhatsApp necesita atención: Ventas\*\nClient acme · Ventas \(…2233\): detenida, desde /,
    );
    assert.match(text, /WhatsApp bloqueó el número\.\nNo se reintenta sola/);
    assert.match(text, /https:\/\/crm\.example\.com\/whatsapp$/);
    const [letter] = mail.mails;
    assert.deepEqual(letter?.to, ['oncall@example.com', 'owner@example.com']);
    assert.match(letter.text, /^Subject: =\?UTF-8\?/m);
    assert.deepEqual(systemMessages(), ['error line_stopped']);
    assert.equal(socket.dataOf('system:message')[0]?.params['reason'], 'banned');
    await nothingMore();
    const log = bench.application.logged.join('\n') + text;
    assert.doesNotMatch(log, /573001112233|very-secret/);
  });

  it('wait while a line comes back by itself, and tell of one that is down for long and of its return', async () => {
    bench.lab.faults.refuseLogin = 503;
    bench.lab.faults.cutAll();
    await lost();
    time.pass(ALERT_AFTER - 5 * LOOK);
    await nothingMore();
    time.pass(3 * LOOK);
    await told(1);
    assert.match(slack.messages[0] ?? '', /sin conexión, desde/);
    assert.deepEqual(systemMessages(), ['warning line_down']);

    bench.lab.faults.refuseLogin = undefined;
    time.pass(60_000);
    await open();
    await nothingMore();
    time.pass(HELD);
    await told(2);
    assert.match(
      slack.messages[1] ?? '',
      /^\*Una línea de WhatsApp volvió: Ventas\*\n.*\nEstuvo sin conexión \d+ min\./,
    );
    assert.deepEqual(systemMessages(), ['warning line_down', 'info line_back']);
    await nothingMore();
  });

  it('survive a restart: what was told is not told again, what was not is', async () => {
    mail.refuses = true;
    bench.lab.faults.closeAll(403);
    await socket.event('whatsapp:disconnected');
    time.pass(SOON);
    await within(
      Promise.all([slack.until(() => slack.messages.length === 1), mail.until(() => mail.refused === 1)]),
      'one alert and one refusal',
    );
    await bench.restart();
    mail.refuses = false;
    time.pass(30_000);
    await within(
      mail.until(() => mail.mails.length === 1),
      'the mail',
    );
    await nothingMore();
    assert.equal(slack.messages.length, 1);
  });

  it('try a channel that fails again, later each time, and keep the other one out of it', async () => {
    slack.status = 500;
    bench.lab.faults.closeAll(403);
    await socket.event('whatsapp:disconnected');
    time.pass(SOON);
    await within(
      Promise.all([slack.until(() => slack.refused === 1), mail.until(() => mail.mails.length === 1)]),
      'a try',
    );
    await nothingMore();
    time.pass(30_000);
    await within(
      slack.until(() => slack.refused === 2),
      'the second try',
    );
    slack.status = 200;
    time.pass(60_000);
    await within(
      slack.until(() => slack.messages.length === 1),
      'the third try',
    );
    assert.equal(mail.mails.length, 1);
    const metrics = await (await fetch(`${bench.application.url}/metrics`)).text();
    assert.match(metrics, /^condorito_alert_incidents 1$/m);
    assert.match(metrics, /^condorito_alert_messages_total\{outcome="failed"\} 2$/m);
    assert.doesNotMatch(bench.application.logged.join('\n'), /very-secret/);
  });

  it('are one message for many lines, and tell of a line that is down and then stops as news', async () => {
    const others = ['573001112244', '573001112255'].map((phoneNumber) =>
      bench.lab.createPhone({ phoneNumber, name: 'x' }),
    );
    for (const phone of others) await bench.link(admin, phone);
    bench.lab.faults.refuseLogin = 503;
    bench.lab.faults.cutAll();
    await socket.events('whatsapp:disconnected', 3);
    time.pass(ALERT_AFTER);
    await told(1);
    assert.match(slack.messages[0] ?? '', /^\*3 líneas de WhatsApp necesitan atención\*\n/);
    assert.equal(slack.messages[0]?.match(/Client acme · Ventas/g)?.length, 3);

    bench.lab.faults.refuseLogin = 403;
    time.pass(60_000);
    await socket.event('whatsapp:disconnected', ({ action }) => action === 'stopped');
    time.pass(LOOK);
    await told(2);
    assert.match(slack.messages[1] ?? '', /detenida/);
  });

  it('tell only of the worse trouble where the first one could not be told in time', async () => {
    slack.status = 500;
    bench.lab.faults.refuseLogin = 503;
    bench.lab.faults.cutAll();
    await lost();
    time.pass(ALERT_AFTER);
    await within(
      slack.until(() => slack.refused === 1),
      'a try',
    );
    bench.lab.faults.refuseLogin = 403;
    time.pass(60_000);
    await socket.event('whatsapp:disconnected', ({ action }) => action === 'stopped');
    slack.status = 200;
    time.pass(ALERT_AFTER);
    await within(
      slack.until(() => slack.messages.length === 1),
      'the alert',
    );
    assert.match(slack.messages[0] ?? '', /detenida/);
    assert.doesNotMatch(slack.messages[0] ?? '', /sin conexión/);
    await nothingMore();
  });

  it('tell of a line that the phone has unlinked, not of one that the team has', async () => {
    const other = bench.lab.createPhone({ phoneNumber: '573001112244', name: 'x' });
    const ours = await bench.link(admin, other);
    await admin.api.post(`/whatsapp/sessions/${ours}/logout`).expect(200);
    await nothingMore();
    await business.unlink();
    await socket.event('whatsapp:disconnected', ({ reason }) => reason === 'logged_out');
    time.pass(SOON);
    await told(1);
    assert.match(slack.messages[0] ?? '', /desvinculada, desde .*\nSe cerró la sesión desde el teléfono\./);
  });

  it('have nobody to go to where nothing is set: the team is told all the same', async () => {
    await bench.stop();
    bench = await WhatsAppBench.start({ clock: time.clock, after: time.after });
    admin = await bench.application.createClient('acme');
    await bench.link(admin, bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' }));
    socket = await bench.application.socket(admin);
    bench.lab.faults.closeAll(403);
    await socket.event('whatsapp:disconnected');
    time.pass(SOON);
    await socket.event('system:message');
    assert.deepEqual(systemMessages(), ['error line_stopped']);
  });
});
