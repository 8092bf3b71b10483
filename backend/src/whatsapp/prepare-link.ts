import type { Logger } from 'pino';
import type { SessionEnvironment } from './session-environment.ts';
import type { SessionRow } from './session-store.ts';
import { Inbox, KeyStore, type WebConnectionOptions } from './whatsapp-web/index.ts';

/**
 * What a connection of this line begins with: fresh keys where no phone is linked, else the stored ones, and what an earlier
 * connection left in the journal is stored first. Rejects with `UnreadableCredentialsError`.
 */
export async function prepareLink(
  environment: SessionEnvironment,
  logger: Logger,
  { id: sessionId, clientCode, linked }: SessionRow,
): Promise<Pick<WebConnectionOptions, 'keys' | 'credentials'>> {
  const keys = new KeyStore({ ...environment, sessionId });
  if (linked !== 1) await keys.erase();
  const credentials = await keys.readCredentials();
  const inbox = new Inbox({ store: environment.store, keys, logger, clientCode, sessionId });
  if (credentials.me) await inbox.replay({ id: credentials.me.id, lid: credentials.me.lid });
  return { keys, credentials };
}
