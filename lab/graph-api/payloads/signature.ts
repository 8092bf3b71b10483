import { createHmac } from 'node:crypto';

/**
 * A body as Meta writes it: slashes, and all that is not ASCII, are escaped in lower case. What is signed are these bytes.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 */
export function webhookBody(payload: object): Buffer {
  const escaped = JSON.stringify(payload)
    .replaceAll('/', '\\/')
    .replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return Buffer.from(escaped);
}

/**
 * The header `X-Hub-Signature-256` of a webhook: over its bytes as they are sent.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 */
export function signatureOf(body: Uint8Array | string, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}
