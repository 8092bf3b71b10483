import type { CloudApiCheck, CloudApiCheckName } from '#contract/cloud-api';
import { webhookAddress, type CloudLineRow, type LineSecrets } from './cloud-line-store.ts';
import type { GraphApi } from './graph-api.ts';
import { GraphError, meaningOf, NeverSentError } from './graph-errors.ts';
import {
  hasNumber,
  readNumber,
  readSubscriptions,
  readToken,
  takesProof,
  type MetaLine,
  type NumberFacts,
  type TokenFacts,
} from './number-facts.ts';

/** What a token needs to send and to read templates (Cloud API, get started). */
const SCOPES = ['whatsapp_business_messaging', 'whatsapp_business_management'];

export interface ExaminedLine {
  graph: GraphApi;
  publicUrl: string | undefined;
  line: CloudLineRow;
  secrets: LineSecrets | undefined;
}

type Finding = Omit<CloudApiCheck, 'name'>;
const passed: Finding = { outcome: 'passed' };

/** Everything a line needs to work, from Meta's answers and from what has come by webhook. */
export async function examineLine({ graph, publicUrl, line, secrets }: ExaminedLine): Promise<CloudApiCheck[]> {
  if (!secrets) return [{ name: 'access_token', outcome: 'failed', reason: 'missing' }];
  const meta = { ...line, ...secrets };
  let token: TokenFacts | undefined;
  let asked: Promise<NumberFacts> | undefined;
  const number = () => (asked ??= readNumber(graph, meta));
  const checks: [CloudApiCheckName, () => Finding | Promise<Finding>][] = [
    [
      'access_token',
      async () => {
        token = await readToken(graph, secrets);
        if (!token.isValid) return { outcome: 'failed', reason: 'token_invalid' };
        return token.expiresAt === null ? passed : { ...passed, reason: 'expires', detail: token.expiresAt };
      },
    ],
    ['permissions', () => permissionsOf(token)],
    ['phone_number', async () => ({ ...passed, detail: (await number()).phoneNumber })],
    ['business_account', async () => ((await hasNumber(graph, meta)) ? passed : failed('number_elsewhere'))],
    ['app_secret', async () => ((await takesProof(graph, meta)) ? passed : failed('secret_wrong'))],
    ['registered', async () => registrationOf(await number())],
    ['public_address', () => addressOf(publicUrl)],
    ['webhook_verified', () => noted(line.webhookVerifiedAt)],
    ['subscribed', () => subscriptionOf(graph, { meta, token, number, sessionId: line.sessionId, publicUrl })],
    ['webhook_seen', () => noted(line.lastWebhookAt)],
  ];
  const found: CloudApiCheck[] = [];
  for (const [name, examine] of checks) found.push({ name, ...(await findOut(examine)) });
  return found;
}

function failed(reason: string): Finding {
  return { outcome: 'failed', reason };
}

async function findOut(examine: () => Finding | Promise<Finding>): Promise<Finding> {
  try {
    return await examine();
  } catch (error) {
    if (error instanceof NeverSentError) return { outcome: 'unknown', reason: 'unreachable' };
    if (!(error instanceof GraphError)) return { outcome: 'unknown', reason: 'no_answer' };
    const meaning = meaningOf(error);
    const { title, detail = title } = error;
    if (meaning.about === 'line') return { outcome: 'failed', reason: meaning.reason, detail };
    return { outcome: meaning.about === 'request' ? 'failed' : 'unknown', reason: 'refused', detail };
  }
}

function permissionsOf(token: TokenFacts | undefined): Finding {
  if (!token) return { outcome: 'unknown' };
  const missing = SCOPES.filter((scope) => !token.scopes.includes(scope));
  return missing.length === 0 ? passed : { ...failed('permission_missing'), detail: missing.join(', ') };
}

function registrationOf({ isRegistered }: NumberFacts): Finding {
  if (isRegistered === undefined) return { outcome: 'unknown' };
  return isRegistered ? passed : failed('number_not_registered');
}

/** Meta calls public addresses with a certificate only; on one's own machine there is a simulated Meta. */
function addressOf(publicUrl: string | undefined): Finding {
  if (publicUrl === undefined) return failed('public_url_missing');
  const { protocol, hostname } = new URL(publicUrl);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || isLocal ? passed : { ...failed('public_url_insecure'), detail: publicUrl };
}

function noted(at: string | null): Finding {
  return at === null ? { outcome: 'waiting' } : { ...passed, detail: at };
}

async function subscriptionOf(
  graph: GraphApi,
  known: {
    meta: MetaLine;
    token: TokenFacts | undefined;
    number: () => Promise<NumberFacts>;
    sessionId: string;
    publicUrl: string | undefined;
  },
): Promise<Finding> {
  const { meta, token, number, sessionId, publicUrl } = known;
  const apps = await readSubscriptions(graph, meta);
  const isSubscribed = token?.appId === undefined ? apps.length > 0 : apps.includes(token.appId);
  if (!isSubscribed) return { outcome: 'waiting', reason: 'not_subscribed' };
  const { webhookAddress: address } = await number();
  if (address === undefined || publicUrl === undefined || address === webhookAddress(publicUrl, sessionId))
    return passed;
  return { ...failed('subscribed_elsewhere'), detail: address };
}
