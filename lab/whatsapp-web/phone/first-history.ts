import { deflateSync } from 'node:zlib';
import { proto } from 'baileys';

/**
 * The history a phone sends to a companion it has just linked: here an empty one, because chats start at linking.
 * Without it Baileys holds all events back for 20 s (baileys/lib/Socket/chats.js:1105-1117).
 */
export function firstHistory(): proto.IMessage {
  const { INITIAL_BOOTSTRAP } = proto.HistorySync.HistorySyncType;
  const history = proto.HistorySync.encode({ syncType: INITIAL_BOOTSTRAP, conversations: [], progress: 100 }).finish();
  return {
    protocolMessage: {
      type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
      historySyncNotification: {
        syncType: proto.Message.HistorySyncType.INITIAL_BOOTSTRAP,
        chunkOrder: 1,
        progress: 100,
        initialHistBootstrapInlinePayload: deflateSync(history),
      },
    },
  };
}
