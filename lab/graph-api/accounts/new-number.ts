import { digitsFrom, digitsOf, newAccessToken, secretFrom } from '../ids.ts';
import type { LabParts } from '../lab-parts.ts';
import type { AccessToken, App } from './accounts.ts';
import type { NumberState } from './number-state.ts';

/** A business number to be made; ids and secrets are made up where none are given, always the same for a number. */
export interface NewBusinessNumber {
  phoneNumber: string;
  verifiedName: string;
  phoneNumberId?: string;
  wabaId?: string;
  appId?: string;
  appSecret?: string;
  accessToken?: string;
  verifyToken?: string;
  /** Where webhooks go: taken as verified, and the app as subscribed. */
  webhookUrl?: string;
}

/** Makes a number with its account, its app and a token, as far as they are not there yet. */
export function makeNumber(
  lab: LabParts,
  wanted: NewBusinessNumber,
): { number: NumberState; app: App; token: AccessToken } {
  const { world } = lab;
  const phoneNumber = digitsOf(wanted.phoneNumber);
  const wabaId = wanted.wabaId ?? digitsFrom(`waba ${phoneNumber}`);
  const app = appFor(lab, wanted, phoneNumber);
  if (!world.accounts.has(wabaId)) {
    const businessId = digitsFrom(`business ${wabaId}`);
    world.accounts.set(wabaId, { id: wabaId, name: wanted.verifiedName, businessId, subscribedApps: new Map() });
  }
  if (wanted.webhookUrl !== undefined) world.subscribe(wabaId, app.id, undefined);
  const number: NumberState = {
    id: wanted.phoneNumberId ?? digitsFrom(`number ${phoneNumber}`),
    wabaId,
    phoneNumber,
    displayPhoneNumber: `+${phoneNumber}`,
    verifiedName: wanted.verifiedName,
    nameStatus: 'APPROVED',
    codeVerification: 'VERIFIED',
    quality: 'GREEN',
    throughput: 'STANDARD',
    messagingLimit: 'TIER_2K',
    isRegistered: true,
    refuseMessages: undefined,
    override: undefined,
  };
  world.numbers.set(number.id, number);
  return { number, app, token: tokenFor(lab, wanted, app, wabaId) };
}

function appFor({ world }: LabParts, wanted: NewBusinessNumber, phoneNumber: string): App {
  const id = wanted.appId ?? digitsFrom(`app ${wanted.appSecret ?? phoneNumber}`);
  const known = world.apps.get(id);
  if (known) return known;
  const app = {
    id,
    name: `${wanted.verifiedName} CRM`,
    secret: wanted.appSecret ?? secretFrom(`secret ${id}`),
    verifyToken: wanted.verifyToken ?? `verify-${id}`,
    callbackUrl: wanted.webhookUrl,
  };
  world.apps.set(id, app);
  return app;
}

function tokenFor(
  { world, time }: LabParts,
  { accessToken }: NewBusinessNumber,
  app: App,
  wabaId: string,
): AccessToken {
  const known = accessToken === undefined ? undefined : world.tokens.get(accessToken);
  if (known === undefined) {
    return world.addToken({
      token: accessToken ?? newAccessToken(),
      appId: app.id,
      wabaIds: [wabaId],
      issuedAt: time.now(),
    });
  }
  if (!known.wabaIds.includes(wabaId)) known.wabaIds.push(wabaId);
  return known;
}
