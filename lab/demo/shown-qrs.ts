import type { SessionList } from '#contract/whatsapp-sessions';
import type { ShownQr } from '../phone-page/index.ts';
import type { DemoAdmin } from './demo-admin.ts';

/** The QR codes the CRM shows now, as the demo's admin sees them: the phone page has no camera. */
export async function readShownQrs(admin: DemoAdmin): Promise<ShownQr[]> {
  const { items } = await admin.get<SessionList>('/whatsapp/sessions');
  return items.flatMap(({ id, name, qr }) => (qr ? [{ sessionId: id, name, qr: qr.qr }] : []));
}
