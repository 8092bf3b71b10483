import { z } from 'zod';
import {
  credentialsKey,
  exactOrigin,
  list,
  optional,
  milliseconds,
  originList,
  proxyTrust,
  required,
} from './setting-values.ts';

/** Thrown with one line that names the setting and says what it should be. */
export class SettingsError extends Error {}

const transports = ['websocket', 'polling'] as const;
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Those of Chrome and its kin, Firefox, Edge, and Safari. */
const knownPushServices = [
  'fcm.googleapis.com',
  '.push.services.mozilla.com',
  '.notify.windows.com',
  '.push.apple.com',
];

const environment = z.object({
  NODE_ENV: optional(z.enum(['development', 'production', 'test'], 'should be development, production or test')),
  PORT: optional(required(z.coerce.number().int().min(0).max(65_535), 'should be a port number, 0 to 65535')),
  HOST: optional(z.string().max(253)),
  PUBLIC_URL: optional(exactOrigin(['http:', 'https:'], 'https://crm.example.com')),
  CORS_ORIGINS: originList(['http:', 'https:']),
  TRUST_PROXY: proxyTrust,
  DATA_DIR: optional(z.string().max(4_096)).default('./data'),
  REALTIME_ENDPOINTS: originList(['http:', 'https:', 'ws:', 'wss:']),
  REALTIME_TRANSPORTS: list(z.enum(transports, 'should be "websocket,polling", "websocket" or "polling"')),
  OPERATOR_EMAIL: optional(z.email('should be an e-mail address').max(254).toLowerCase()),
  OPERATOR_PASSWORD: optional(required(z.string().min(10).max(200), 'should have 10 to 200 characters')),
  CREDENTIALS_KEY: list(credentialsKey),
  METRICS_TOKEN: optional(
    required(
      z.string().regex(/^[\w.~+/=-]{16,200}$/),
      'should have 16 to 200 letters and digits, for example from "openssl rand -hex 32"',
    ),
  ),
  ALERT_AFTER_MS: optional(milliseconds(0, 86_400_000)).default(300_000),
  ALERT_LANGUAGE: optional(z.enum(['es', 'en'], 'should be es or en')).default('es'),
  ALERT_SLACK_WEBHOOK_URL: optional(
    required(z.url({ protocol: /^https?$/ }), 'should be the address of an incoming webhook of Slack, https://…'),
  ),
  ALERT_EMAIL_TO: list(z.email('should be one or more e-mail addresses, comma separated')),
  ALERT_EMAIL_FROM: optional(z.email('should be an e-mail address')),
  SMTP_URL: optional(
    required(z.url({ protocol: /^smtps?$/ }), 'should be like smtp://user:password@mail.example.com:587'),
  ),
  LOG_LEVEL: optional(z.enum(logLevels, `should be one of ${logLevels.join(', ')}`)).default('info'),
  API_TIMEOUT_MS: optional(milliseconds(1_000, 120_000)).default(15_000),
  WHATSAPP_WEB_URL: optional(
    required(
      z.url({ protocol: /^wss?$/ }),
      'should be a ws:// or wss:// address, such as wss://web.whatsapp.com/ws/chat',
    ),
  ),
  WHATSAPP_MEDIA_URL: optional(exactOrigin(['http:', 'https:'], 'https://mmg.whatsapp.net')),
  GRAPH_API_URL: optional(exactOrigin(['http:', 'https:'], 'https://graph.facebook.com')),
  PUSH_SERVICES: list(
    z
      .string()
      .regex(/^\.?[a-z\d-]+(\.[a-z\d-]+)*$/, 'should be host names, comma separated, such as fcm.googleapis.com'),
  ),
  RESPONDER_INSIDE_HOSTS: list(
    z
      .string()
      .toLowerCase()
      .regex(
        /^([a-z\d-]+(\.[a-z\d-]+)*|\[[a-f\d:.]+\])(:\d{1,5})?$/,
        'should be hosts, comma separated, such as ollama:11434',
      ),
  ),
  RESTORE_BATCH_SIZE: optional(
    required(z.coerce.number().int().min(1).max(100), 'should be a whole number, 1 to 100'),
  ).default(5),
  HEARTBEAT_INTERVAL_MS: optional(milliseconds(1_000, 3_600_000)).default(120_000),
  HEARTBEAT_DELAY_MS: optional(milliseconds(0, 3_600_000)).default(30_000),
});

export type Settings = ReturnType<typeof readSettings>;

/**
 * Reads every setting of this process. An empty value counts as not given. Throws `SettingsError` for the first setting
 * that is wrong.
 */
export function readSettings(source: Readonly<Record<string, string | undefined>>) {
  refuseUnsupported(source);
  const parsed = environment.safeParse(source);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new SettingsError(`${String(issue?.path[0])} ${issue?.message ?? 'is wrong'}.`);
  }
  const values = parsed.data;
  if ((values.OPERATOR_EMAIL === undefined) !== (values.OPERATOR_PASSWORD === undefined)) {
    const missing = values.OPERATOR_EMAIL === undefined ? 'OPERATOR_EMAIL' : 'OPERATOR_PASSWORD';
    throw new SettingsError(`${missing} should be given too: the operator needs an e-mail address and a password.`);
  }
  const receivers = values.ALERT_EMAIL_TO;
  if (receivers.length > 0 !== (values.SMTP_URL !== undefined)) {
    const missing = values.SMTP_URL === undefined ? 'SMTP_URL' : 'ALERT_EMAIL_TO';
    throw new SettingsError(`${missing} should be given too: alerts by e-mail need a mail server and a receiver.`);
  }
  const open = values.PORT !== undefined || values.NODE_ENV === 'production';
  return {
    nodeEnv: values.NODE_ENV,
    port: values.PORT ?? 3_000,
    host: values.HOST ?? (open ? '0.0.0.0' : '127.0.0.1'),
    /** An origin, without a path. */
    publicUrl: values.PUBLIC_URL,
    corsOrigins: values.CORS_ORIGINS,
    trustProxy: values.TRUST_PROXY,
    dataDirectory: values.DATA_DIR,
    realtimeEndpoints: values.REALTIME_ENDPOINTS.length > 0 ? values.REALTIME_ENDPOINTS : [''],
    realtimeTransports: values.REALTIME_TRANSPORTS.length > 0 ? values.REALTIME_TRANSPORTS : [...transports],
    operator:
      values.OPERATOR_EMAIL !== undefined && values.OPERATOR_PASSWORD !== undefined
        ? { email: values.OPERATOR_EMAIL, password: values.OPERATOR_PASSWORD }
        : undefined,
    /** The newest first; empty where the key lies in `DATA_DIR`. */
    credentialsKeys: values.CREDENTIALS_KEY,
    metricsToken: values.METRICS_TOKEN,
    logLevel: values.LOG_LEVEL,
    /** Milliseconds. */
    apiTimeout: values.API_TIMEOUT_MS,
    alerts: {
      /** Milliseconds. */
      alertAfter: values.ALERT_AFTER_MS,
      language: values.ALERT_LANGUAGE,
      slackWebhookUrl: values.ALERT_SLACK_WEBHOOK_URL,
      email:
        values.SMTP_URL === undefined
          ? undefined
          : { smtpUrl: values.SMTP_URL, from: values.ALERT_EMAIL_FROM ?? receivers[0] ?? '', to: receivers },
      publicUrl: values.PUBLIC_URL,
    },
    whatsappWebUrl: values.WHATSAPP_WEB_URL,
    /** An origin, without a path. */
    whatsappMediaUrl: values.WHATSAPP_MEDIA_URL,
    /** An origin, without a path. */
    graphApiUrl: values.GRAPH_API_URL,
    pushServices: values.PUSH_SERVICES.length > 0 ? values.PUSH_SERVICES : knownPushServices,
    /** Hosts, some with a port, within the operator's network that language models may be at. */
    responderInsideHosts: values.RESPONDER_INSIDE_HOSTS,
    restoreBatchSize: values.RESTORE_BATCH_SIZE,
    /** Milliseconds. */
    heartbeatInterval: values.HEARTBEAT_INTERVAL_MS,
    heartbeatDelay: values.HEARTBEAT_DELAY_MS,
  };
}

function refuseUnsupported(source: Readonly<Record<string, string | undefined>>): void {
  for (const name of ['DATABASE_URL', 'REDIS_URL']) {
    if (source[name]) {
      throw new SettingsError(`${name} is not supported yet: leave it out, and the data is kept in DATA_DIR.`);
    }
  }
  const role = source['ROLE'];
  if (role && role !== 'all') throw new SettingsError('ROLE should be all or left out: one process does everything.');
}
