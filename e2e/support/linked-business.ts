import { startWhatsAppWebServer, type Phone, type WhatsAppWebServer } from '../../lab/whatsapp-web/index.ts';
import { openBrowser, type OpenBrowser } from './browser.ts';
import { createTeam, linkLine, signInOverApi } from './line.ts';
import { startProduct, type Product } from './product.ts';

/** A business at work: the product beside a simulated WhatsApp, a team, and its line "Ventas", linked. */
export interface LinkedBusiness {
  lab: WhatsAppWebServer;
  product: Product;
  browser: OpenBrowser;
  /** The phone whose number the line has. */
  phone: Phone;
  people: { admin: string; agent: string };
  stop(): Promise<void>;
}

/** `browserArguments` are Chromium's, beside those that every test has. */
export async function startLinkedBusiness(
  phoneNumber: string,
  browserArguments: readonly string[] = [],
): Promise<LinkedBusiness> {
  const lab = await startWhatsAppWebServer();
  const phone = lab.createPhone({ phoneNumber, name: 'Óptica Condorito' });
  const environment = { WHATSAPP_MEDIA_URL: lab.mediaUrl };
  const [product, browser] = await Promise.all([
    startProduct({ whatsappWebUrl: lab.url, environment }),
    openBrowser(browserArguments),
  ]);
  const people = await createTeam(product, 'optica');
  await linkLine(product, await signInOverApi(product, people.admin), 'Ventas', phone);
  const stop = async () => {
    await browser.close();
    await product.stop();
    await lab.close();
  };
  return { lab, product, browser, phone, people, stop };
}
