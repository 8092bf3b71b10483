import type { ChatLine as CloudLine } from '../graph-api/index.ts';
import type { ChatLine, LinkedDevice, LinkRequest } from '../whatsapp-web/index.ts';
import type { PhonePageOptions } from './options.ts';
import { businessesOf, ownersOf, type Owner } from './owners.ts';

export interface PhoneEntry {
  phoneNumber: string;
  name: string;
  linked: number;
}

/** A bubble; of a business on the Cloud API with what can be chosen in it. */
export type ShownLine = Pick<ChatLine, 'id' | 'fromMe' | 'text' | 'sentAt' | 'status'> &
  Pick<CloudLine, 'header' | 'footer' | 'buttons' | 'list'>;

export interface ChatView {
  phoneNumber: string;
  name: string;
  typing: boolean;
  unread: number;
  lines: ShownLine[];
}

export interface PhoneView extends PhoneEntry {
  devices: LinkedDevice[];
  /** The companion that waits for its code to be typed here. */
  linkRequest: LinkRequest | undefined;
  /** The newest first. */
  chats: ChatView[];
  contacts: PhoneEntry[];
}

/** As many bubbles of a chat as the page shows. */
const SHOWN_LINES = 200;

export function phoneList(owners: Owner[]): PhoneEntry[] {
  return owners.map(({ phoneNumber, name, phone }) => ({ phoneNumber, name, linked: phone?.devices().length ?? 0 }));
}

export function phoneView(owner: Owner, options: PhonePageOptions): PhoneView {
  const { phone } = owner;
  const others = ownersOf(options).filter(({ phoneNumber }) => phoneNumber !== owner.phoneNumber);
  const businesses = businessesOf(options).map(({ phoneNumber, verifiedName: name }) => ({
    phoneNumber,
    name,
    linked: 0,
  }));
  const contacts = [...businesses, ...phoneList(others)];
  const names = new Map(contacts.map(({ phoneNumber, name }) => [phoneNumber, name]));
  const chats = [phone, owner.person].flatMap(
    (side) => side?.chats().map((number) => chatView(side, number, names.get(number) ?? number)) ?? [],
  );
  chats.sort((a, b) => (b.lines.at(-1)?.sentAt ?? 0) - (a.lines.at(-1)?.sentAt ?? 0));
  const devices = phone?.devices() ?? [];
  return {
    phoneNumber: owner.phoneNumber,
    name: owner.name,
    linked: devices.length,
    devices,
    linkRequest: phone?.linkRequest(),
    chats,
    contacts,
  };
}

/** What phones and people of the Cloud API both show of a chat. */
interface ChatSide {
  chat(withNumber: string): ShownLine[];
  isTyping(from: string): boolean;
}

function chatView(side: ChatSide, phoneNumber: string, name: string): ChatView {
  const lines = side.chat(phoneNumber);
  return {
    phoneNumber,
    name,
    typing: side.isTyping(phoneNumber),
    unread: lines.filter(({ fromMe, status }) => !fromMe && status !== 'read').length,
    lines: lines.slice(-SHOWN_LINES),
  };
}
