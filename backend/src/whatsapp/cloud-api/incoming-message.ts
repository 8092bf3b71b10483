import type { RecordedMessage, WhatsAppAddress } from '../../conversations/index.ts';
import type { FileMessageType } from '../../media/index.ts';
import type { IncomingFile, IncomingMessage, Sender } from './webhook-payload.ts';

type Bubble = Pick<RecordedMessage, 'type' | 'text' | 'details' | 'media'>;

/** What a plain text has beside its words; anything else is kept as it came. */
const plainKeys = ['id', 'from', 'from_user_id', 'to', 'to_user_id', 'timestamp', 'type', 'text', 'context'];

/** The file of a message, and as what it was sent. */
export function fileOf({
  image,
  video,
  audio,
  document,
  sticker,
}: IncomingMessage): { kind: FileMessageType; file: IncomingFile } | undefined {
  if (image) return { kind: 'image', file: image };
  if (video) return { kind: 'video', file: video };
  if (audio) return { kind: 'audio', file: audio };
  if (document) return { kind: 'document', file: document };
  return sticker && { kind: 'sticker', file: sticker };
}

/** Who wrote, or of an echo whom it was written to. Undefined where Meta tells neither a number nor an id. */
export function addressOf(
  sessionId: string,
  phoneNumber: string | undefined,
  userId: string | undefined,
): WhatsAppAddress | undefined {
  const digits = phoneNumber?.replaceAll(/\D/g, '');
  if (!digits && !userId) return undefined;
  return { ...(digits && { phoneNumber: digits }), businessUser: userId ? { sessionId, userId } : undefined };
}

/** What a person calls themselves, of those a webhook names. */
export function nameOf(
  senders: readonly Sender[],
  { from, from_user_id: userId }: IncomingMessage,
): string | undefined {
  const sender = senders.find(({ wa_id: number, user_id: id }) => (number ? number === from : id === userId));
  const { name, username } = sender?.profile ?? {};
  return name ?? (username === undefined ? undefined : `@${username}`);
}

/** What a message says, for our store. What has no bubble of its own yet shows as unsupported, and is kept all the same. */
export function bubbleOf(message: IncomingMessage): Bubble {
  const { text, button, interactive, order, context, referral } = message;
  const chosen = interactive?.button_reply ?? interactive?.list_reply;
  const words = text?.body ?? button?.text ?? chosen?.title ?? interactive?.nfm_reply?.body ?? order?.text;
  const details = {
    ...placeOf(message),
    ...cardsOf(message),
    ...basketOf(message),
    ...(referral && { referral: referralOf(referral) }),
    ...((context?.forwarded ?? context?.frequently_forwarded) && { forwarded: true as const }),
  };
  const shown = { ...(Object.keys(details).length > 0 && { details }) };
  const carried = fileOf(message);
  if (carried) return { type: carried.kind, ...captioned(carried.file), media: announced(carried.file), ...shown };
  if ('location' in details) return { type: 'location', ...shown };
  if ('contacts' in details) return { type: 'contacts', ...shown };
  if (words === undefined && !order) return { type: 'unsupported', ...shown };
  return {
    type: 'text',
    text: chosen?.description ? `${words ?? ''}\n${chosen.description}` : (words ?? ''),
    ...shown,
  };
}

/** Meta's own JSON of whatever is more than words. */
export function contentOf(message: IncomingMessage): Uint8Array | undefined {
  const isPlain = message.type === 'text' && Object.keys(message).every((key) => plainKeys.includes(key));
  return isPlain ? undefined : Buffer.from(JSON.stringify(message));
}

function captioned({ caption }: IncomingFile): Pick<Bubble, 'text'> {
  return caption ? { text: caption } : {};
}

/** Meta tells the size of a file only when it is asked for it. */
function announced(file: IncomingFile): NonNullable<Bubble['media']> {
  return {
    mimeType: file.mime_type ?? 'application/octet-stream',
    bytes: 0,
    ...(file.filename !== undefined && { fileName: file.filename }),
    ...(file.voice && { voice: true }),
  };
}

function placeOf({ location }: IncomingMessage): Pick<NonNullable<Bubble['details']>, 'location'> {
  const { latitude, longitude, name, address } = location ?? {};
  if (latitude === undefined || longitude === undefined) return {};
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return {};
  return {
    location: {
      latitude,
      longitude,
      ...(name && { name: name.slice(0, 200) }),
      ...(address && { address: address.slice(0, 500) }),
    },
  };
}

function cardsOf({ type, contacts }: IncomingMessage): Pick<NonNullable<Bubble['details']>, 'contacts'> {
  if (type !== 'contacts' || !contacts) return {};
  const cards = contacts.slice(0, 20).map(({ name, phones = [] }) => ({
    name: (name?.formatted_name ?? '').slice(0, 200),
    phoneNumbers: phones.slice(0, 20).flatMap(({ wa_id: id, phone }) => (id ?? phone ?? []).slice(0, 40)),
  }));
  return { contacts: cards };
}

function basketOf({ order }: IncomingMessage): Pick<NonNullable<Bubble['details']>, 'order'> {
  if (!order) return {};
  const items = order.product_items.map(({ product_retailer_id: productId, quantity, item_price: price, currency }) => {
    return { productId, quantity, price, currency };
  });
  return { order: { items } };
}

function referralOf({ headline, body, source_url: sourceUrl }: NonNullable<IncomingMessage['referral']>) {
  return {
    ...(headline !== undefined && { headline }),
    ...(body !== undefined && { body }),
    ...(sourceUrl !== undefined && { sourceUrl }),
  };
}
