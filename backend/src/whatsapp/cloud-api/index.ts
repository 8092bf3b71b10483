export type { CloudEnvironment } from './cloud-line.ts';
export { CloudSession } from './cloud-session.ts';
export { insertCloudLine, readCloudLines, type CloudLineRow } from './cloud-line-store.ts';
export { GraphApi } from './graph-api.ts';
export { GraphError } from './graph-errors.ts';
export { forgetNoticesOf, trimNotices } from './webhook-inbox.ts';
export { webhookRoutes, type WebhookReceivers } from './webhook-routes.ts';
