import { createHmac } from 'node:crypto';

/**
 * The header `X-Hub-Signature-256` of a webhook: over its bytes as they are sent.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 */
export function signatureOf(body: Uint8Array | string, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}
