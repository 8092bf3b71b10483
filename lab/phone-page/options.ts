import type { GraphApi } from '../graph-api/index.ts';
import type { Phone, WhatsAppWebServer } from '../whatsapp-web/index.ts';

/** A QR code that the CRM shows now. */
export interface ShownQr {
  sessionId: string;
  name: string;
  qr: string;
}

export interface PhonePageOptions {
  server: WhatsAppWebServer;
  phones: () => Phone[];
  /** Businesses on the Cloud API, which the same people can write to. */
  graph?: GraphApi;
  /** 0, the default, takes any free port. */
  port?: number;
  qrSource?: () => Promise<ShownQr[]>;
}
