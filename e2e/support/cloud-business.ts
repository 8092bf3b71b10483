import type { SessionResponse } from '#contract/whatsapp-sessions';
import { startGraphApi, type BusinessNumber, type GraphApi } from '../../lab/graph-api/index.ts';
import { openBrowser, type OpenBrowser } from './browser.ts';
import { freePort } from './free-port.ts';
import { call, createTeam, signInOverApi } from './line.ts';
import { startProduct, type Product } from './product.ts';

/** A business at work over Meta's Cloud API: the product beside a simulated Graph API, a team, and its line "En línea". */
export interface CloudBusiness {
  graph: GraphApi;
  product: Product;
  browser: OpenBrowser;
  /** The number of the line. */
  number: BusinessNumber;
  people: { admin: string; agent: string };
  /** What is sent meanwhile was sent so many hours ago. */
  ago(hours: number, send: () => Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
}

export async function startCloudBusiness(phoneNumber: string, timeZone?: string): Promise<CloudBusiness> {
  let hours = 0;
  const graph = await startGraphApi({ clock: () => new Date(Date.now() - hours * 3_600_000) });
  const number = graph.createBusinessNumber({ phoneNumber, verifiedName: 'Óptica Condorito' });
  const port = String(await freePort());
  const environment = { GRAPH_API_URL: graph.url, PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` };
  const [product, browser] = await Promise.all([startProduct({ environment }), openBrowser()]);
  const people = await createTeam(product, 'optica', timeZone);
  const token = await signInOverApi(product, people.admin);
  const { phoneNumberId, wabaId: businessAccountId, accessToken, appSecret } = number;
  const { session } = await call<SessionResponse>(product, 'POST', '/whatsapp/sessions', token, {
    kind: 'cloud-api',
    name: 'En línea',
    phoneNumberId,
    businessAccountId,
    accessToken,
    appSecret,
  });
  await call(product, 'POST', `/whatsapp/sessions/${session.id}/subscribe`, token);
  return {
    graph,
    product,
    browser,
    number,
    people,
    ago: async (before, send) => {
      hours = before;
      await send();
      hours = 0;
    },
    stop: async () => {
      await browser.close();
      await product.stop();
      await graph.close();
    },
  };
}
