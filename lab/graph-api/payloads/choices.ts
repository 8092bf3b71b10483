import { incomingMessage, type IncomingMessage, type MessageHead } from './incoming-message.ts';

/** Somebody pressed a button of an interactive message: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/interactive */
export function buttonReplyMessage(head: MessageHead, reply: { id: string; title: string }): IncomingMessage {
  return incomingMessage(head, 'interactive', { interactive: { type: 'button_reply', button_reply: reply } });
}

/** Somebody chose a row of a list: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/interactive */
export function listReplyMessage(
  head: MessageHead,
  reply: { id: string; title: string; description?: string | undefined },
): IncomingMessage {
  return incomingMessage(head, 'interactive', { interactive: { type: 'list_reply', list_reply: reply } });
}

/** Somebody filled in a flow; `response` becomes text: https://developers.facebook.com/docs/whatsapp/flows/guides/receiveflowresponse */
export function flowReplyMessage(head: MessageHead, response: object): IncomingMessage {
  const nfm_reply = { name: 'flow', body: 'Sent', response_json: JSON.stringify(response) };
  return incomingMessage(head, 'interactive', { interactive: { type: 'nfm_reply', nfm_reply } });
}

/** Somebody pressed a quick reply of a template: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/button */
export function buttonMessage(head: MessageHead, button: { payload: string; text: string }): IncomingMessage {
  return incomingMessage(head, 'button', { button });
}

export interface OrderContent {
  catalogId: string;
  text?: string | undefined;
  items: { productRetailerId: string; quantity: number; itemPrice: number; currency: string }[];
}

/** Somebody ordered from a catalogue: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/order */
export function orderMessage(head: MessageHead, { catalogId, text, items }: OrderContent): IncomingMessage {
  const product_items = items.map((item) => ({
    product_retailer_id: item.productRetailerId,
    quantity: item.quantity,
    item_price: item.itemPrice,
    currency: item.currency,
  }));
  return incomingMessage(head, 'order', { order: { catalog_id: catalogId, text: text ?? '', product_items } });
}
