import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { within } from '../support/index.ts';
import { ALERT_AFTER, AlertBench, HELD, LOOK, SOON } from './alert-bench.ts';

describe('Alerts about WhatsApp lines', () => {
  let bench: AlertBench;

  beforeEach(async () => {
    bench = await AlertBench.start();
  });
  afterEach(async () => {
    await bench.stop();
  });

  it('tell at once, once on each channel, that a number is banned: in words, with what to do', async () => {
    bench.faults.closeAll(403);
    await bench.lost();
    bench.time.pass(SOON);
    await bench.told(1);
    const [text = ''] = bench.slack.messages;
    assert.match(
      text,
      /^\*Una línea de WhatsApp necesita atención: Ventas\*\nClient acme · Ventas \(…2233\): detenida, desde /,
    );
    assert.match(text, /WhatsApp bloqueó el número\.\nNo se reintenta sola/);
    assert.match(text, /https:\/\/crm\.example\.com\/whatsapp$/);
    const [letter] = bench.mail.mails;
    assert.deepEqual(letter?.to, ['oncall@example.com', 'owner@example.com']);
    assert.match(letter.text, /^Subject: =\?UTF-8\?/m);
    assert.deepEqual(bench.systemMessages, ['error line_stopped']);
    assert.equal(bench.socket.dataOf('system:message')[0]?.params['reason'], 'banned');
    await bench.nothingMore();
    const log = bench.whatsapp.application.logged.join('\n') + text;
    assert.doesNotMatch(log, /573001112233|very-secret/);
  });

  it('wait while a line comes back by itself, and tell of one that is down for long and of its return', async () => {
    bench.faults.refuseLogin = 503;
    bench.faults.cutAll();
    await bench.lost();
    bench.time.pass(ALERT_AFTER - 5 * LOOK);
    await bench.nothingMore();
    bench.time.pass(3 * LOOK);
    await bench.told(1);
    assert.match(bench.slack.messages[0] ?? '', /sin conexión estable, desde/);
    assert.deepEqual(bench.systemMessages, ['warning line_down']);

    bench.faults.refuseLogin = undefined;
    bench.time.pass(60_000);
    await bench.socket.event('whatsapp:state', ({ session }) => session.state === 'open');
    await bench.nothingMore();
    bench.time.pass(HELD);
    await bench.told(2);
    assert.match(
      bench.slack.messages[1] ?? '',
      /^\*Una línea de WhatsApp volvió: Ventas\*\n.*\nEstuvo sin conexión estable \d+ min\./,
    );
    assert.deepEqual(bench.systemMessages, ['warning line_down', 'info line_back']);
    await bench.nothingMore();
  });

  it('survive a restart: what was told is not told again, what was not is', async () => {
    bench.mail.refuses = true;
    bench.faults.closeAll(403);
    await bench.lost();
    bench.time.pass(SOON);
    await within(
      Promise.all([
        bench.slack.until(() => bench.slack.messages.length === 1),
        bench.mail.until(() => bench.mail.refused === 1),
      ]),
      'one alert and one refusal',
    );
    await bench.whatsapp.restart();
    bench.mail.refuses = false;
    bench.time.pass(30_000);
    await within(
      bench.mail.until(() => bench.mail.mails.length === 1),
      'the mail',
    );
    await bench.nothingMore();
    assert.equal(bench.slack.messages.length, 1);
  });

  it('try a channel that fails again, later each time, and keep the other one out of it', async () => {
    bench.slack.status = 500;
    bench.faults.closeAll(403);
    await bench.lost();
    bench.time.pass(SOON);
    await within(
      Promise.all([
        bench.slack.until(() => bench.slack.refused === 1),
        bench.mail.until(() => bench.mail.mails.length === 1),
      ]),
      'a try',
    );
    await bench.lookedAt();
    bench.time.pass(LOOK);
    await bench.lookedAt();
    assert.equal(bench.slack.refused, 1);
    bench.time.pass(LOOK);
    await within(
      bench.slack.until(() => bench.slack.refused === 2),
      'the second try',
    );
    await bench.lookedAt();
    bench.slack.status = 200;
    bench.time.pass(60_000);
    await within(
      bench.slack.until(() => bench.slack.messages.length === 1),
      'the third try',
    );
    assert.equal(bench.mail.mails.length, 1);
    const metrics = await (await fetch(`${bench.whatsapp.application.url}/metrics`)).text();
    assert.match(metrics, /^condorito_alert_incidents 1$/m);
    assert.match(metrics, /^condorito_alert_messages_total\{outcome="failed"\} 2$/m);
    assert.doesNotMatch(bench.whatsapp.application.logged.join('\n'), /very-secret/);
  });

  it('are one message for many lines, and tell of a line that is down and then stops as news', async () => {
    await bench.link('573001112244');
    await bench.link('573001112255');
    bench.faults.refuseLogin = 503;
    bench.faults.cutAll();
    await bench.lost(3);
    bench.time.pass(ALERT_AFTER);
    await bench.told(1);
    assert.match(bench.slack.messages[0] ?? '', /^\*3 líneas de WhatsApp necesitan atención\*\n/);
    assert.equal(bench.slack.messages[0]?.match(/Client acme · Ventas/g)?.length, 3);

    bench.faults.refuseLogin = 403;
    bench.time.pass(60_000);
    await bench.stopped('banned');
    bench.time.pass(LOOK);
    await bench.told(2);
    assert.match(bench.slack.messages[1] ?? '', /detenida/);
  });

  it('tell only of the worse trouble where the first one could not be told in time', async () => {
    bench.slack.status = 500;
    bench.faults.refuseLogin = 503;
    bench.faults.cutAll();
    await bench.lost();
    bench.time.pass(ALERT_AFTER);
    await within(
      bench.slack.until(() => bench.slack.refused === 1),
      'a try',
    );
    bench.faults.refuseLogin = 403;
    bench.time.pass(60_000);
    await bench.stopped('banned');
    await bench.lookedAt();
    bench.slack.status = 200;
    bench.time.pass(ALERT_AFTER);
    await within(
      Promise.all([
        bench.slack.until(() => bench.slack.messages.length === 1),
        bench.mail.until(() => bench.mail.mails.length === 2),
      ]),
      'the alert',
    );
    assert.match(bench.slack.messages[0] ?? '', /detenida/);
    assert.doesNotMatch(bench.slack.messages[0] ?? '', /sin conexión/);
    await bench.nothingMore();
  });

  it('tell again of a line that stops for another reason, before its return would have been told', async () => {
    const connect = () => bench.admin.api.post(`/whatsapp/sessions/${bench.sessionId}/connect`).expect(202);
    bench.faults.closeAll(411);
    await bench.stopped('multi_device_mismatch');
    bench.time.pass(SOON);
    await bench.told(1);
    await connect();
    await bench.socket.event('whatsapp:state', ({ session }) => session.state === 'open');
    bench.faults.closeAll(403);
    await bench.stopped('banned');
    bench.time.pass(SOON);
    await bench.told(2);
    assert.match(bench.slack.messages[1] ?? '', /WhatsApp bloqueó el número/);
    bench.faults.refuseLogin = 403;
    await connect();
    await bench.lost(3);
    await bench.nothingMore();
    assert.deepEqual(bench.systemMessages, ['error line_stopped', 'error line_stopped']);
  });

  it('tell of a line that the phone has unlinked, not of one that the team has', async () => {
    const ours = await bench.link('573001112244');
    await bench.admin.api.post(`/whatsapp/sessions/${ours}/logout`).expect(200);
    await bench.nothingMore();
    await bench.business.unlink();
    await bench.socket.event('whatsapp:disconnected', ({ reason }) => reason === 'logged_out');
    bench.time.pass(SOON);
    await bench.told(1);
    assert.match(
      bench.slack.messages[0] ?? '',
      / \(…2233\): desvinculada, desde .*\nSe cerró la sesión desde el teléfono\./,
    );
  });

  it('have nobody to go to where nothing is set: the team is told all the same', async () => {
    await bench.stop();
    bench = await AlertBench.start({ hasChannels: false });
    bench.faults.closeAll(403);
    await bench.lost();
    bench.time.pass(SOON);
    await bench.socket.event('system:message');
    assert.deepEqual(bench.systemMessages, ['error line_stopped']);
  });
});
