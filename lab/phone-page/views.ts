import type { ChatLine, LinkedDevice, LinkRequest, Phone } from '../whatsapp-web/index.ts';

export interface PhoneEntry {
  phoneNumber: string;
  name: string;
  linked: number;
}

export interface ChatView {
  phoneNumber: string;
  name: string;
  typing: boolean;
  unread: number;
  lines: ChatLine[];
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

export function phoneList(phones: Phone[]): PhoneEntry[] {
  return phones.map((phone) => ({
    phoneNumber: phone.phoneNumber,
    name: phone.name,
    linked: phone.devices().length,
  }));
}

export function phoneView(phone: Phone, phones: Phone[]): PhoneView {
  const names = new Map(phones.map(({ phoneNumber, name }) => [phoneNumber, name]));
  const chats = phone.chats().map((phoneNumber) => {
    const lines = phone.chat(phoneNumber);
    return {
      phoneNumber,
      name: names.get(phoneNumber) ?? phoneNumber,
      typing: phone.isTyping(phoneNumber),
      unread: lines.filter(({ fromMe, status }) => !fromMe && status !== 'read').length,
      lines: lines.slice(-SHOWN_LINES),
    };
  });
  chats.sort((a, b) => (b.lines.at(-1)?.sentAt ?? 0) - (a.lines.at(-1)?.sentAt ?? 0));
  const others = phones.filter((other) => other !== phone);
  const devices = phone.devices();
  return {
    phoneNumber: phone.phoneNumber,
    name: phone.name,
    linked: devices.length,
    devices,
    linkRequest: phone.linkRequest(),
    chats,
    contacts: phoneList(others),
  };
}
