/**
 * Makes this process trust the lab's server instead of WhatsApp's: `node --import ./lab/whatsapp-web/trust-lab-root.ts …`.
 * Baileys reads this exported object at each handshake (baileys/lib/Utils/noise-handler.js:154), so replacing the key
 * before the first one is enough. For tests and the demo only; the product never imports it.
 */
import { WA_CERT_DETAILS } from 'baileys';
import { LAB_ROOT } from './wire/test-root.ts';

WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(LAB_ROOT.public);
