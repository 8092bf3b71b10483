import type { SessionList, SessionResponse } from '#contract/whatsapp-sessions';
import type { GraphApi } from '../graph-api/index.ts';
import type { DemoAdmin } from './demo-admin.ts';
import { pick } from './pace.ts';
import { cloudBusiness, type Person } from './people.ts';
import { openings } from './talk.ts';

const NAME = 'Óptica en línea';
/** So many customers write there at once, so that there is something to answer. */
const FIRST_TO_WRITE = 3;

/** Has the CRM know the number on the Cloud API, unless it has a line over that already, and Meta where to send its webhooks. */
export async function addCloudLine(admin: DemoAdmin, graph: GraphApi, people: readonly Person[]): Promise<void> {
  const { items } = await admin.get<SessionList>('/whatsapp/sessions');
  const known = items.find(({ kind }) => kind === 'cloud-api');
  if (known) {
    // The demo may be at another port than it was; a line without credentials has nobody to ask.
    if (known.state !== 'unlinked') await admin.post(`/whatsapp/sessions/${known.id}/subscribe`);
    return;
  }
  const { phoneNumberId, wabaId: businessAccountId, accessToken, appSecret, verifyToken } = cloudBusiness;
  const credentials = { phoneNumberId, businessAccountId, accessToken, appSecret, verifyToken };
  const request = { kind: 'cloud-api', name: NAME, ...credentials };
  const { session } = await admin.post<SessionResponse>('/whatsapp/sessions', request);
  await admin.post(`/whatsapp/sessions/${session.id}/subscribe`);
  // Those who are the first to write by QR are others: nobody is in both conversations from the start.
  for (const somebody of people.slice(-FIRST_TO_WRITE)) {
    await graph.createPerson(somebody).sendText(cloudBusiness.phoneNumber, pick(openings));
  }
  await graph.whenWebhooksSent();
}
