/** The product's own way of a webhook up to where it would be stored: web application, signature, JSON, schema. */
import type { AddressInfo } from 'node:net';
import { createLogger, Metrics, readSettings } from '../../backend/src/operations/index.ts';
import { createHttpServer, createWebApplication, OriginRule } from '../../backend/src/web/index.ts';
import { webhookRoutes } from '../../backend/src/whatsapp/index.ts';
import { APP_SECRET, PHONE_NUMBER_ID, SESSION_ID, type WebhookServerAnswer } from './webhook-messages.ts';

const settings = readSettings({ PORT: '0', HOST: '127.0.0.1', NODE_ENV: 'production' });
const logger = createLogger({ level: 'warn', json: true });
const session = {
  row: { id: SESSION_ID },
  line: { row: { phoneNumberId: PHONE_NUMBER_ID }, secrets: () => Promise.resolve({ appSecret: APP_SECRET }) },
  receive: () => Promise.resolve(),
} as unknown as ReturnType<Parameters<typeof webhookRoutes>[0]['ofSameClient']>[number];
const web = createWebApplication({
  settings,
  logger,
  metrics: new Metrics(),
  originRule: new OriginRule(settings),
  authenticate: () => Promise.resolve(undefined),
  whyEnded: () => undefined,
  hookRouters: [webhookRoutes({ find: () => session, ofSameClient: () => [session] }, logger)],
  rootRouters: [],
  apiRouters: [],
  streamRouters: [],
  pagesDirectory: '',
});
const server = createHttpServer(web, settings);
server.listen(0, '127.0.0.1', () => {
  process.send?.({ ready: (server.address() as AddressInfo).port } satisfies WebhookServerAnswer);
});
process.on('message', () => {
  process.exit();
});
