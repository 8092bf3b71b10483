import type { LabOptions } from './options.ts';
import { WhatsAppWebServer } from './server.ts';

export type { Faults, Trigger } from './faults.ts';
export type { Group } from './groups/group.ts';
export type { NewGroup } from './groups/groups.ts';
export type { LabOptions } from './options.ts';
export type { ChatLine, LineStatus, Place, Reaction, SharedContact, SharedFile } from './phone/chat-line.ts';
export type { NewFile } from './phone/file-messages.ts';
export type { GroupLine } from './phone/group-line.ts';
export type { LinkRequest } from './phone/link-request.ts';
export type { LinkedDevice } from './phone/linked-device.ts';
export type { Phone, SendOptions, Sent } from './phone/phone.ts';
export type { WhatsAppWebServer } from './server.ts';

/** Starts a local WhatsApp Web server. The process that connects to it has to preload `trust-lab-root.ts`. */
export async function startWhatsAppWebServer(options: LabOptions = {}): Promise<WhatsAppWebServer> {
  return WhatsAppWebServer.start(options);
}
