import type { Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';

/** The connections that have become WebSockets: closing the HTTP server waits for them, but cannot end them. */
export class RawConnections {
  readonly #open = new Set<Duplex>();

  constructor(server: HttpServer) {
    server.on('upgrade', (_request, connection: Duplex) => {
      this.#open.add(connection);
      connection.once('close', () => this.#open.delete(connection));
    });
  }

  destroyAll(): void {
    for (const connection of this.#open) connection.destroy();
  }
}
