import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { readSettings, SettingsError } from '../../src/operations/index.ts';

describe('Settings', () => {
  it('have a value each when nothing is given, an empty value included', () => {
    const settings = readSettings({ PORT: '', CORS_ORIGINS: ' ', OPERATOR_EMAIL: '' });
    assert.equal(settings.port, 3_000);
    assert.equal(settings.host, '127.0.0.1');
    assert.equal(settings.dataDirectory, './data');
    assert.deepEqual(settings.corsOrigins, []);
    assert.deepEqual(settings.realtimeEndpoints, ['']);
    assert.deepEqual(settings.realtimeTransports, ['websocket', 'polling']);
    assert.equal(settings.apiTimeout, 15_000);
    assert.equal(settings.restoreBatchSize, 5);
    assert.equal(settings.trustProxy, false);
    assert.equal(settings.operator, undefined);
  });

  it('open the server to others where a platform names the port, or in production', () => {
    assert.equal(readSettings({ PORT: '8080' }).host, '0.0.0.0');
    assert.equal(readSettings({ NODE_ENV: 'production' }).host, '0.0.0.0');
    assert.equal(readSettings({ NODE_ENV: 'production', HOST: '127.0.0.1' }).host, '127.0.0.1');
  });

  it('are read as they are meant', () => {
    const key = randomBytes(32);
    const settings = readSettings({
      PUBLIC_URL: 'https://CRM.example.com/',
      CORS_ORIGINS: 'https://a.example.com, http://b.example.com:8080/',
      TRUST_PROXY: 'loopback, 10.0.0.0/8',
      REALTIME_ENDPOINTS: 'https://a.example.com,wss://b.example.com',
      REALTIME_TRANSPORTS: 'polling',
      OPERATOR_EMAIL: 'Operator@Example.com',
      OPERATOR_PASSWORD: 'long enough',
      CREDENTIALS_KEY: key.toString('base64'),
      WHATSAPP_WEB_URL: 'ws://127.0.0.1:9000/ws/chat',
    });
    assert.equal(settings.publicUrl, 'https://crm.example.com');
    assert.deepEqual(settings.corsOrigins, ['https://a.example.com', 'http://b.example.com:8080']);
    assert.deepEqual(settings.trustProxy, ['loopback', '10.0.0.0/8']);
    assert.deepEqual(settings.realtimeEndpoints, ['https://a.example.com', 'wss://b.example.com']);
    assert.deepEqual(settings.realtimeTransports, ['polling']);
    assert.deepEqual(settings.operator, { email: 'operator@example.com', password: 'long enough' });
    assert.deepEqual(settings.credentialsKeys, [key]);
    assert.equal(settings.whatsappWebUrl, 'ws://127.0.0.1:9000/ws/chat');
    assert.equal(readSettings({ TRUST_PROXY: 'true' }).trustProxy, 1);
  });

  const wrong: [Record<string, string>, RegExp][] = [
    [{ PORT: 'http' }, /^PORT should be a port number/],
    [{ PORT: '70000' }, /^PORT should be a port number/],
    [{ NODE_ENV: 'prod' }, /^NODE_ENV should be development, production or test\.$/],
    [{ PUBLIC_URL: 'crm.example.com' }, /^PUBLIC_URL should be an address such as https:\/\/crm\.example\.com/],
    [{ PUBLIC_URL: 'ftp://crm.example.com' }, /^PUBLIC_URL should be an address/],
    [{ CORS_ORIGINS: '*' }, /^CORS_ORIGINS should be an address/],
    [
      { CORS_ORIGINS: 'https://a.test,https://b.test/api' },
      /^CORS_ORIGINS must not end in \/api: write https:\/\/b\.test instead of https:\/\/b\.test\/api\.$/,
    ],
    [
      { CORS_ORIGINS: 'https://a.test/app' },
      /^CORS_ORIGINS must have nothing behind the host: write https:\/\/a\.test /,
    ],
    [{ REALTIME_ENDPOINTS: 'https://a.test/api/' }, /^REALTIME_ENDPOINTS must not end in \/api/],
    [{ REALTIME_TRANSPORTS: 'websocket,carrier-pigeon' }, /^REALTIME_TRANSPORTS should be/],
    [{ TRUST_PROXY: 'everyone' }, /^TRUST_PROXY should be the number of proxies/],
    [{ OPERATOR_EMAIL: 'nobody', OPERATOR_PASSWORD: 'long enough' }, /^OPERATOR_EMAIL should be an e-mail address\.$/],
    [{ OPERATOR_EMAIL: 'a@b.test' }, /^OPERATOR_PASSWORD should be given too/],
    [{ OPERATOR_PASSWORD: 'long enough' }, /^OPERATOR_EMAIL should be given too/],
    [
      { OPERATOR_EMAIL: 'a@b.test', OPERATOR_PASSWORD: 'short' },
      /^OPERATOR_PASSWORD should have 10 to 200 characters\.$/,
    ],
    [{ CREDENTIALS_KEY: 'c2hvcnQ=' }, /^CREDENTIALS_KEY should be 32 bytes in base64/],
    [{ CREDENTIALS_KEY: 'not base64!' }, /^CREDENTIALS_KEY should be 32 bytes in base64/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL should be one of/],
    [{ METRICS_TOKEN: 'short' }, /^METRICS_TOKEN should have 16 to 200 letters and digits/],
    [{ METRICS_TOKEN: 'long enough, but of words' }, /^METRICS_TOKEN should have 16 to 200 letters and digits/],
    [{ API_TIMEOUT_MS: '15s' }, /^API_TIMEOUT_MS should be milliseconds/],
    [{ WHATSAPP_WEB_URL: 'https://web.whatsapp.com' }, /^WHATSAPP_WEB_URL should be a ws:\/\/ or wss:\/\/ address/],
    [{ RESTORE_BATCH_SIZE: '0' }, /^RESTORE_BATCH_SIZE should be a whole number/],
    [{ HEARTBEAT_INTERVAL_MS: '2m' }, /^HEARTBEAT_INTERVAL_MS should be milliseconds/],
    [{ ALERT_SLACK_WEBHOOK_URL: '#oncall' }, /^ALERT_SLACK_WEBHOOK_URL should be the address of an incoming webhook/],
    [
      { ALERT_EMAIL_TO: 'oncall', SMTP_URL: 'smtp://mail.test' },
      /^ALERT_EMAIL_TO should be one or more e-mail addresses/,
    ],
    [{ ALERT_EMAIL_TO: 'oncall@example.com' }, /^SMTP_URL should be given too/],
    [{ SMTP_URL: 'smtp://mail.test' }, /^ALERT_EMAIL_TO should be given too/],
    [{ SMTP_URL: 'mail.test', ALERT_EMAIL_TO: 'oncall@example.com' }, /^SMTP_URL should be like smtp:/],
    [{ ALERT_LANGUAGE: 'fr' }, /^ALERT_LANGUAGE should be es or en/],
    [{ DATABASE_URL: 'postgres://x' }, /^DATABASE_URL is not supported yet/],
    [{ REDIS_URL: 'redis://x' }, /^REDIS_URL is not supported yet/],
    [{ ROLE: 'bot' }, /^ROLE should be all or left out/],
  ];
  for (const [environment, message] of wrong) {
    it(`are refused in one line: ${JSON.stringify(environment)}`, () => {
      assert.throws(
        () => readSettings(environment),
        (error) => error instanceof SettingsError && message.test(error.message) && !error.message.includes('\n'),
      );
    });
  }

  it('never repeat a secret in what they say', () => {
    const secret = 'c2VjcmV0';
    for (const name of ['CREDENTIALS_KEY', 'OPERATOR_PASSWORD', 'METRICS_TOKEN']) {
      assert.throws(
        () => readSettings({ OPERATOR_EMAIL: 'a@b.test', OPERATOR_PASSWORD: 'long enough', [name]: secret }),
        (error) => error instanceof SettingsError && !error.message.includes(secret),
      );
    }
  });

  it('are all in .env.example', () => {
    const example = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8');
    const source = readFileSync(new URL('../../src/operations/settings.ts', import.meta.url), 'utf8');
    const names = [...source.matchAll(/^ {2}([A-Z_]+): /gm)].map((match) => match[1]);
    assert.ok(names.length >= 16);
    for (const name of names) assert.match(example, new RegExp(`^# ${String(name)}=`, 'm'));
  });
});
