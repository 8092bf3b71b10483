import type { Change, Metadata } from './envelope.ts';
import type { IncomingMessage } from './incoming-message.ts';

/** What was written in the WhatsApp Business app on the number's own phone: whom to, beside what a message has. */
export type MessageEcho = IncomingMessage & { to: string };

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/smb_message_echoes */
export function echoesChange(metadata: Metadata, echoes: readonly MessageEcho[]): Change {
  return {
    field: 'smb_message_echoes',
    value: { messaging_product: 'whatsapp', metadata, message_echoes: echoes },
  };
}
