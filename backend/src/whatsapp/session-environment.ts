import type { Logger } from 'pino';
import type { EventBody } from '#contract/events';
import type { WhatsAppAddress } from '../conversations/index.ts';
import type { MediaFiles } from '../media/index.ts';
import type { After } from '../operations/index.ts';
import type { SecretBox, Store } from '../storage/index.ts';
import type { NumberSearch } from './number-search.ts';
import type { SessionRow } from './session-store.ts';
import type { MediaServers, UnreadableKeys } from './whatsapp-web/index.ts';

/** What all sessions of the process share. */
export interface SessionEnvironment {
  store: Store;
  box: SecretBox;
  unreadableKeys: UnreadableKeys;
  logger: Logger;
  files: MediaFiles;
  mediaServers: MediaServers;
  numbers: NumberSearch;
  /** Undefined for WhatsApp's own address. */
  url: string | undefined;
  /** How long WhatsApp has to acknowledge a message before it is sent again, in milliseconds. */
  ackTimeout: number;
  /** How long each QR is shown, in milliseconds; undefined for WhatsApp's own times. */
  qrLifetime: number | undefined;
  after: After;
  emitQr(clientCode: string, qr: EventBody<'whatsapp:qr'>): void;
  contactTyping(
    line: Pick<SessionRow, 'clientCode' | 'id'>,
    address: WhatsAppAddress,
    typing: boolean,
    participant: WhatsAppAddress | undefined,
  ): void;
}
