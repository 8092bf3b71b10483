import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { NumberQuality } from '#contract/cloud-api';
import type { MetaTemplate } from '../../message-templates/index.ts';
import type { GraphApi } from './graph-api.ts';
import { GraphError } from './graph-errors.ts';

/** What Meta knows of a number (Graph API, WhatsApp business phone number). */
const phoneNumber = z.looseObject({
  id: z.string(),
  display_phone_number: z.string(),
  verified_name: z.string().optional(),
  quality_rating: z.string().optional(),
  throughput: z.looseObject({ level: z.string().optional() }).optional(),
  whatsapp_business_manager_messaging_limit: z.string().optional(),
  /** Deprecated by Meta for the one above (Cloud API, messaging limits). */
  messaging_limit_tier: z.string().optional(),
  platform_type: z.string().optional(),
  webhook_configuration: z
    .looseObject({ phone_number: z.string().optional(), whatsapp_business_account: z.string().optional() })
    .optional(),
});
const FIELDS =
  'id,display_phone_number,verified_name,quality_rating,throughput,whatsapp_business_manager_messaging_limit,messaging_limit_tier,platform_type,webhook_configuration';

const qualities: Readonly<Record<string, NumberQuality>> = { GREEN: 'green', YELLOW: 'yellow', RED: 'red' };
/** Messages a second (Cloud API, throughput). */
const throughputs: Readonly<Record<string, number>> = { HIGH: 1_000 };
const STANDARD_THROUGHPUT = 80;

/** The path and token of one line at Meta. */
export interface MetaLine {
  phoneNumberId: string;
  businessAccountId: string;
  accessToken: string;
}

export interface NumberFacts {
  /** Digits. */
  phoneNumber: string;
  verifiedName: string | null;
  quality: NumberQuality;
  throughput: number;
  messagingLimit: string | null;
  /** Whether the number has been registered for the Cloud API; undefined where Meta does not say. */
  isRegistered: boolean | undefined;
  /** Where its webhooks go, if not where the app says. */
  webhookAddress: string | undefined;
}

export async function readNumber(graph: GraphApi, { phoneNumberId, accessToken }: MetaLine): Promise<NumberFacts> {
  const call = { path: phoneNumberId, token: accessToken, query: { fields: FIELDS } };
  const told = await graph.call(phoneNumber, call);
  return {
    phoneNumber: told.display_phone_number.replaceAll(/\D/g, ''),
    verifiedName: told.verified_name ?? null,
    quality: qualities[told.quality_rating ?? ''] ?? 'unknown',
    throughput: throughputs[told.throughput?.level ?? ''] ?? STANDARD_THROUGHPUT,
    messagingLimit: told.whatsapp_business_manager_messaging_limit ?? told.messaging_limit_tier ?? null,
    isRegistered: told.platform_type === undefined ? undefined : told.platform_type === 'CLOUD_API',
    webhookAddress: told.webhook_configuration?.phone_number ?? told.webhook_configuration?.whatsapp_business_account,
  };
}

const template = z.looseObject({
  id: z.string(),
  name: z.string(),
  language: z.string(),
  category: z.string().catch(''),
  status: z.string().catch(''),
  components: z.array(z.unknown()).catch([]),
});
const templatePage = z.looseObject({
  /** One of a shape that nobody knows keeps no other away. */
  data: z.array(template.nullable().catch(null)),
  paging: z
    .looseObject({ cursors: z.looseObject({ after: z.string().optional() }).optional(), next: z.string().optional() })
    .optional(),
});
/** An account has 6,000 templates at most (Business Management API). */
const MOST_PAGES = 60;

/** Every template of the line's business account. */
export async function listTemplates(
  graph: GraphApi,
  { businessAccountId, accessToken }: MetaLine,
): Promise<MetaTemplate[]> {
  const listed: MetaTemplate[] = [];
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const fields = 'id,name,language,category,status,components';
    const query = { limit: '100', fields, ...(after !== undefined && { after }) };
    const call = { path: `${businessAccountId}/message_templates`, token: accessToken, query };
    const { data, paging } = await graph.call(templatePage, call);
    listed.push(
      ...data
        .filter((one) => one !== null)
        .map(({ id: metaId, name, language, category, status, components }) => {
          return { metaId, name, language, category, status, components: JSON.stringify(components) };
        }),
    );
    after = paging?.next === undefined ? undefined : paging.cursors?.after;
    if (after === undefined) break;
  }
  return listed;
}

const token = z.looseObject({
  data: z.looseObject({
    app_id: z.string().optional(),
    is_valid: z.boolean(),
    expires_at: z.number().optional(),
    scopes: z.array(z.string()).catch([]),
  }),
});

export interface TokenFacts {
  appId: string | undefined;
  isValid: boolean;
  /** ISO 8601; null for a token without an end. */
  expiresAt: string | null;
  scopes: string[];
}

/** What Meta knows of the token itself (Graph API, `debug_token`). */
export async function readToken(graph: GraphApi, { accessToken }: Pick<MetaLine, 'accessToken'>): Promise<TokenFacts> {
  const call = { path: 'debug_token', token: accessToken, query: { input_token: accessToken } };
  const { data } = await graph.call(token, call);
  const { app_id: appId, is_valid: isValid, expires_at: ends = 0, scopes } = data;
  return { appId, isValid, expiresAt: ends > 0 ? new Date(ends * 1_000).toISOString() : null, scopes };
}

const done = z.looseObject({ success: z.boolean() });

/** Has Meta send the webhooks of the number, and those of its account, to this address (Cloud API, webhook overrides). */
export async function subscribe(
  graph: GraphApi,
  { businessAccountId, phoneNumberId, accessToken: token, verifyToken }: MetaLine & { verifyToken: string },
  address: string,
): Promise<void> {
  const override = { override_callback_uri: address, verify_token: verifyToken };
  const ofAccount = { method: 'POST', path: `${businessAccountId}/subscribed_apps`, token, body: override } as const;
  await graph.call(done, ofAccount);
  const body = { webhook_configuration: override };
  await graph.call(done, { method: 'POST', path: phoneNumberId, token, body });
}

const subscriptions = z.looseObject({
  data: z.array(z.looseObject({ whatsapp_business_api_data: z.looseObject({ id: z.string().optional() }).optional() })),
});

/** The apps that get the webhooks of the business account. */
export async function readSubscriptions(
  graph: GraphApi,
  { businessAccountId, accessToken: token }: MetaLine,
): Promise<string[]> {
  const { data } = await graph.call(subscriptions, { path: `${businessAccountId}/subscribed_apps`, token });
  return data.flatMap(({ whatsapp_business_api_data: app }) => app?.id ?? []);
}

const numbers = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) });

/** Whether the business account has this number. */
export async function hasNumber(
  graph: GraphApi,
  { businessAccountId, phoneNumberId, accessToken }: MetaLine,
): Promise<boolean> {
  const call = {
    path: `${businessAccountId}/phone_numbers`,
    token: accessToken,
    query: { fields: 'id', limit: '100' },
  };
  return (await graph.call(numbers, call)).data.some(({ id }) => id === phoneNumberId);
}

/** Whether this is the secret of the app the token belongs to: Meta checks a proof made with it (Graph API, `appsecret_proof`). */
export async function takesProof(
  graph: GraphApi,
  { phoneNumberId, accessToken, appSecret }: MetaLine & { appSecret: string },
): Promise<boolean> {
  const proof = createHmac('sha256', appSecret).update(accessToken).digest('hex');
  try {
    const query = { fields: 'id', appsecret_proof: proof };
    await graph.call(z.looseObject({ id: z.string() }), { path: phoneNumberId, token: accessToken, query });
    return true;
  } catch (error) {
    if (error instanceof GraphError && error.code === 100) return false;
    throw error;
  }
}
