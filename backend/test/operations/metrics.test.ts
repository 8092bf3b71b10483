import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Metrics } from '../../src/operations/index.ts';
import { rawRequest, startTestApplication, within, type TestApplication, type TestUser } from '../support/index.ts';

/** The samples of Prometheus' text format, by name and labels as they are written there. */
function samplesIn(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(' ');
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}

describe('GET /metrics', () => {
  let application: TestApplication;
  let admin: TestUser;

  before(async () => {
    // Without pages, whether or not they have been built.
    application = await startTestApplication({ pagesDirectory: join(import.meta.dirname, 'no-pages') });
    admin = await application.createClient('secretive');
  });
  after(() => application.stop());

  const scrape = async () => {
    const { status, headers, text } = await rawRequest(`${application.url}/metrics`);
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
    assert.equal(headers['cache-control'], 'no-store');
    return { text, samples: samplesIn(text) };
  };
  const valueOf = async (sample: string) => (await scrape()).samples.get(sample);
  /** A request is counted once its connection knows that the answer is out. */
  const until = async (sample: string, value: number): Promise<void> => {
    if ((await valueOf(sample)) !== value) await until(sample, value);
  };

  it('describes every name, all of them ours', async () => {
    const { text, samples } = await scrape();
    const described = new Set([...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name));
    for (const sample of samples.keys()) {
      const name = sample.replace(/\{.*$/, '');
      assert.ok(described.has(name) || described.has(name.replace(/_(bucket|sum|count)$/, '')), name);
      assert.match(name, /^condorito_[a-z0-9_]+$/);
    }
    for (const name of [
      'condorito_process_cpu_seconds_total',
      'condorito_process_resident_memory_bytes',
      'condorito_nodejs_eventloop_lag_p99_seconds',
    ]) {
      assert.ok(samples.has(name), name);
    }
  });

  it('counts sockets, those refused and those that come back', async () => {
    const socket = await application.socket(admin);
    await application.socket(admin, { transports: ['polling'], auth: { token: admin.token, resumed: true } });
    await assert.rejects(application.socket(undefined), /unauthorized/);
    const { samples } = await scrape();
    const expected = {
      'condorito_sockets{transport="websocket"}': 1,
      'condorito_sockets{transport="polling"}': 1,
      condorito_connections_total: 2,
      condorito_reconnections_total: 1,
      'condorito_refused_handshakes_total{code="unauthorized"}': 1,
      'condorito_refused_handshakes_total{code="forbidden_origin"}': 0,
      'condorito_sockets_cut_total{reason="slowness"}': 0,
      'condorito_sockets_cut_total{reason="rate"}': 0,
    };
    for (const [sample, value] of Object.entries(expected)) assert.equal(samples.get(sample), value, sample);
    socket.close();
    await within(until('condorito_sockets{transport="websocket"}', 0), 'the socket to be gone');
  });

  it('counts what was pushed and what was read', async () => {
    await application.logEvent('secretive', 'labels');
    await application.logEvent('secretive', 'labels');
    await admin.api.get('/events?after=0&reason=join').expect(200);
    await admin.api.get('/events?after=1').expect(200);
    await admin.api.get('/events?after=99').expect(410);
    const { samples } = await scrape();
    const expected = {
      'condorito_emitted_events_total{event="settings:changed"}': 2,
      'condorito_log_reads_total{reason="join"}': 1,
      condorito_log_read_events_total: 3,
      condorito_recovered_events_total: 2,
      condorito_start_overs_total: 1,
    };
    for (const [sample, value] of Object.entries(expected)) assert.equal(samples.get(sample), value, sample);
  });

  it('counts WhatsApp lines by their state', async () => {
    await admin.api.post('/whatsapp/sessions', { kind: 'whatsapp-web', name: 'Sales' }).expect(201);
    assert.equal(await valueOf('condorito_whatsapp_sessions{state="unlinked"}'), 1);
  });

  it('counts requests by their route, never by their address', async () => {
    const { api } = admin;
    const conversation = '/api/conversations/:id';
    for (const id of ['first', 'second', 'third']) await api.get(`/conversations/${id}`).expect(404);
    await api.put('/conversations/first', {}).expect(405);
    await api.get('/auth/me').expect(200);
    await api.get('/nothing/of/this').expect(404);
    await rawRequest(`${application.url}/chat/secret`, { accept: 'text/html' });
    await rawRequest(`${application.url}/api/auth/me`, { origin: 'https://evil.test' });
    await rawRequest(`${application.url}/api/config`, {}, 'PROPFIND');
    await within(
      until('condorito_http_requests_total{method="other",route="/api/config",status="4xx"}', 1),
      'the last request to be counted',
    );
    const { text, samples } = await scrape();
    const count = (labels: string) => samples.get(`condorito_http_requests_total{${labels}}`);
    assert.equal(count(`method="GET",route="${conversation}",status="4xx"`), 3);
    assert.equal(count(`method="PUT",route="${conversation}",status="4xx"`), 1);
    assert.equal(count('method="GET",route="/api/auth/me",status="2xx"'), 1);
    assert.equal(count('method="GET",route="unknown",status="4xx"'), 2);
    assert.ok((count('method="GET",route="pages",status="4xx"') ?? 0) >= 1);
    const durations = `condorito_http_request_duration_seconds_count{method="GET",route="${conversation}"}`;
    assert.equal(samples.get(durations), 3);
    for (const word of ['first', 'secret', 'nothing', 'PROPFIND', 'evil']) assert.ok(!text.includes(word), word);
  });

  it('counts bugs of the app and wrong addresses', async () => {
    const report = { reference: 'AAAA-BBBB', message: 'x', page: '/', version: '0' };
    await application.anonymous.post('/problem-reports', report).expect(204);
    await application.anonymous.get('/socket.io/').expect(404);
    const { samples } = await scrape();
    assert.equal(samples.get('condorito_problem_reports_total'), 1);
    assert.equal(samples.get('condorito_wrong_socket_addresses_total'), 1);
  });

  it('names no client and nobody in it', async () => {
    const { text } = await scrape();
    for (const name of ['secretive', admin.email, admin.user.id, 'Sales']) assert.ok(!text.includes(name), name);
  });
});

describe('GET /metrics with METRICS_TOKEN', () => {
  const METRICS_TOKEN = 'only-for-prometheus-0123456789';
  let application: TestApplication;

  before(async () => {
    application = await startTestApplication({ environment: { METRICS_TOKEN } });
  });
  after(() => application.stop());

  const statusWith = async (headers: Record<string, string>, query = '') =>
    (await rawRequest(`${application.url}/metrics${query}`, headers)).status;

  it('is for who shows it', async () => {
    assert.equal(await statusWith({ authorization: `Bearer ${METRICS_TOKEN}` }), 200);
    assert.equal(await statusWith({ authorization: `bearer ${METRICS_TOKEN}` }), 200);
  });

  it('is refused to everybody else', async () => {
    const { token } = await application.createClient('one');
    const shown: Record<string, string>[] = [
      {},
      { authorization: 'Bearer ' },
      { authorization: METRICS_TOKEN },
      { authorization: `Basic ${METRICS_TOKEN}` },
      { authorization: `Bearer ${METRICS_TOKEN}x` },
      { authorization: `Bearer ${METRICS_TOKEN.slice(0, -1)}` },
      { authorization: `Bearer ${token}` },
      { cookie: `condorito_sign_in=${METRICS_TOKEN}` },
    ];
    for (const headers of shown) assert.equal(await statusWith(headers), 401, JSON.stringify(headers));
    assert.equal(await statusWith({}, `?token=${METRICS_TOKEN}`), 401);
    const { headers, text } = await rawRequest(`${application.url}/metrics`);
    assert.equal(headers['www-authenticate'], 'Bearer');
    assert.ok(!text.includes('condorito_') && !text.includes(METRICS_TOKEN));
  });
});

describe('Metrics', () => {
  it('read each figure when they are asked for, and forget labels that are gone', async () => {
    const metrics = new Metrics();
    let states: Record<string, number> = { open: 2, stopped: 1 };
    let total = 3;
    metrics.add(
      { kind: 'gauge', name: 'lines', help: 'h', label: 'state', read: () => states },
      { kind: 'counter', name: 'calls_total', help: 'h', read: () => total },
    );
    const first = samplesIn(await metrics.text());
    assert.deepEqual(
      [first.get('condorito_lines{state="open"}'), first.get('condorito_lines{state="stopped"}')],
      [2, 1],
    );
    assert.equal(first.get('condorito_calls_total'), 3);
    states = { open: 3 };
    total = 10;
    const second = samplesIn(await metrics.text());
    assert.equal(second.get('condorito_lines{state="open"}'), 3);
    assert.equal(second.has('condorito_lines{state="stopped"}'), false);
    assert.equal(second.get('condorito_calls_total'), 10);
  });

  it('are of one process each: nothing is shared between two', async () => {
    const [one, other] = [new Metrics(), new Metrics()];
    one.add({ kind: 'counter', name: 'only_here_total', help: 'h', read: () => 1 });
    assert.ok((await one.text()).includes('only_here_total'));
    assert.ok(!(await other.text()).includes('only_here_total'));
  });
});
