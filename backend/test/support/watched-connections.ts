import { Socket } from 'node:net';
import type { TestContext } from 'node:test';

/**
 * The places this process connects to from here on, whatever comes of it: each name that is looked up and each address that
 * is tried, as `host` and `address:port`. Everything of Node that speaks TCP passes here, `fetch` and TLS among it.
 */
export function watchConnections(test: TestContext): ReadonlySet<string> {
  const places = new Set<string>();
  const connect = Reflect.get(Socket.prototype, 'connect') as (this: Socket, ...given: unknown[]) => Socket;
  test.mock.method(Socket.prototype, 'connect', function (this: Socket, ...given: unknown[]) {
    this.on('lookup', (_error, _address, _family, host: string) => places.add(host));
    this.on('connectionAttempt', (address: string, port: number, family: number) =>
      places.add(`${family === 6 ? `[${address}]` : address}:${String(port)}`),
    );
    return connect.apply(this, given);
  });
  return places;
}
