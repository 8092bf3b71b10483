import './unref-heartbeats.ts';
import './without-extensions.ts';

/** The realtime core of the pages, as browsers run it. */
export const { connectionOf, EventFeed, holdConnection, openSocketIo, unknownConnection } =
  await import('../../frontend/src/app/realtime/feed/index.ts');

export type {
  ConnectionFacts,
  ConnectionKind,
  Cursor,
  LogQuery,
  RealtimeTiming,
  ServerEvent,
  SocketSignal,
  Wake,
} from '../../frontend/src/app/realtime/feed/index.ts';

/** The instances of `EventFeed`: a class that is loaded later brings no type of its own. */
export type Feed = InstanceType<typeof EventFeed>;
