import express, { Router } from 'express';
import type { Logger } from 'pino';
import { HttpProblem, isSameSecret } from '../../web/index.ts';
import type { CloudSession } from './cloud-session.ts';
import { webhook, type WebhookChange } from './webhook-payload.ts';
import { isSigned } from './webhook-signature.ts';

/** Meta posts at most 3 MB (Cloud API, webhooks). */
const LIMIT_BYTES = 3_000_000;
/** The signature is over the very bytes, so nothing parses them before. */
const rawBody = express.raw({ type: () => true, limit: LIMIT_BYTES, inflate: false });

export interface WebhookReceivers {
  /** The line at this address; undefined where there is none over Meta's Cloud API. */
  find(sessionId: string): CloudSession | undefined;
  /** Every line over Meta's Cloud API of the client that has this one. */
  ofSameClient(session: CloudSession): readonly CloudSession[];
}

/** Where Meta calls: `/webhooks/whatsapp/:sessionId`. What it tells is on disk before it is acknowledged. */
export function webhookRoutes(receivers: WebhookReceivers, logger: Logger): Router {
  const router = Router();
  const found = (sessionId: string): CloudSession => {
    const session = receivers.find(sessionId);
    if (!session) throw new HttpProblem('not-found', 'There is no such line.');
    return session;
  };

  router.get('/webhooks/whatsapp/:sessionId', async (request, response) => {
    const session = found(request.params.sessionId);
    const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = request.query;
    const isRight = mode === 'subscribe' && typeof token === 'string' && (await session.line.verifiesWebhook(token));
    if (!isRight || typeof challenge !== 'string' || !/^[\w.-]{1,200}$/.test(challenge)) {
      throw new HttpProblem('forbidden', 'The verify token is not the one of this line.');
    }
    response.type('text/plain').send(challenge);
  });
  router.post('/webhooks/whatsapp/:sessionId', rawBody, async (request, response) => {
    const session = found(request.params.sessionId);
    const secret = await secretOf(session);
    const body: unknown = request.body;
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    if (secret === undefined || !isSigned(bytes, request.get('x-hub-signature-256'), secret)) {
      logger.warn({ sessionId: session.row.id }, 'a webhook without a good signature was refused');
      throw new HttpProblem('forbidden', 'The signature is not that of the app secret of this line.');
    }
    const changes = parse(bytes);
    for (const [receiver, own] of await sortByLine(session, secret, changes)) await receiver.receive(own);
    response.end();
  });

  /** Meta sends everything of an account to one address: a change may be of another line with the same app. */
  async function sortByLine(
    session: CloudSession,
    secret: string,
    changes: readonly WebhookChange[],
  ): Promise<ReadonlyMap<CloudSession, WebhookChange[]>> {
    const sorted = new Map<CloudSession, WebhookChange[]>();
    for (const change of changes) {
      const numberId = change.value.metadata?.phone_number_id;
      const receiver =
        numberId === undefined || numberId === session.line.row.phoneNumberId
          ? session
          : await otherLine(session, secret, numberId);
      if (receiver) sorted.set(receiver, [...(sorted.get(receiver) ?? []), change]);
      else logger.warn({ sessionId: session.row.id }, 'a webhook told of a number that is no line here');
    }
    return sorted;
  }

  async function otherLine(session: CloudSession, secret: string, numberId: string): Promise<CloudSession | undefined> {
    const other = receivers.ofSameClient(session).find(({ line }) => line.row.phoneNumberId === numberId);
    const otherSecret = other && (await secretOf(other));
    return otherSecret !== undefined && isSameSecret(otherSecret, secret) ? other : undefined;
  }

  return router;
}

/** Meta tries again while they cannot be read: an operator may bring back the right key. */
async function secretOf(session: CloudSession): Promise<string | undefined> {
  try {
    return (await session.line.secrets())?.appSecret;
  } catch {
    throw new HttpProblem('unavailable', 'The credentials of this line cannot be read at the moment.');
  }
}

function parse(bytes: Buffer): WebhookChange[] {
  try {
    return webhook.parse(JSON.parse(bytes.toString())).entry.flatMap(({ changes }) => changes);
  } catch {
    throw new HttpProblem('bad-request', 'The body is not what Meta posts to webhooks.');
  }
}
