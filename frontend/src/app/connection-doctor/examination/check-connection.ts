import type { AppConfig } from '#contract/config';
import type { Connection, EndpointStatus } from '../../realtime';
import type { Outcome } from './finding';

export interface ConnectionNow {
  /** Undefined before the first word of it. */
  readonly status: EndpointStatus | undefined;
  readonly connection: Connection;
  readonly transports: AppConfig['realtime']['transports'];
  /** Whether another endpoint is open. */
  readonly othersOpen: boolean;
}

/** What the app's own connection to one endpoint is like at this moment. */
export function checkConnection({ status, connection, transports, othersOpen }: ConnectionNow): Outcome {
  const { state, failures, transport } = settled(status, connection);
  if (state === 'connecting') return { verdict: 'note', means: 'connection.connecting' };
  if (state === 'open') {
    if (transport === 'websocket') return { verdict: 'good', means: 'connection.websocket' };
    if (!transports.includes('websocket')) return { verdict: 'good', means: 'connection.pollingBySetting' };
    return { verdict: 'warning', means: 'connection.polling', todo: 'connection.pollingTodo' };
  }
  const params = { failures };
  if (state === 'waiting') {
    const way = wayOf(connection, othersOpen);
    const todo = way === 'none' ? 'connection.noneTodo' : 'connection.downTodo';
    return { verdict: 'bad', means: `connection.down.${way}`, todo, params };
  }
  return {
    verdict: 'bad',
    means: `transport.refused.${state}`,
    todo: `transport.refusedTodo.${state}`,
    params: { words: '' },
  };
}

/** The doctor itself has the connection tried again. While the server is out of reach that is one try among many. */
function settled(
  status: EndpointStatus = { state: 'connecting', failures: 0, transport: null },
  { kind, attempts }: Connection,
): EndpointStatus {
  if (status.state !== 'connecting' || kind !== 'offline') return status;
  return { ...status, state: 'waiting', failures: Math.max(attempts, status.failures) };
}

/** How events reach the page while this endpoint is down. */
function wayOf({ kind }: Connection, othersOpen: boolean): 'others' | 'asked' | 'none' {
  if (othersOpen) return 'others';
  return kind === 'polling' || kind === 'reconnecting' ? 'asked' : 'none';
}
