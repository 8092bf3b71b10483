import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { type Gate, GatedStream } from './gate.ts';

/** The proxy's end of a browser's connection: what is read from it and written to it has passed the gates. */
export class GatedConnection extends Duplex {
  readonly #socket: Socket;
  readonly #heard: GatedStream;
  readonly #said: GatedStream;

  constructor(socket: Socket, gates: { toServer: Gate; toBrowser: Gate }) {
    super();
    this.#socket = socket;
    this.#heard = new GatedStream(gates.toServer);
    this.#said = new GatedStream(gates.toBrowser);
    socket.pipe(this.#heard);
    this.#said.pipe(socket);
    this.#heard.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) this.#heard.pause();
    });
    this.#heard.on('end', () => this.push(null));
    socket.on('close', () => this.destroy());
  }

  override _read(): void {
    this.#heard.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#said.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.#said.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#heard.destroy();
    this.#said.destroy();
    this.#socket.destroy();
    done(error);
  }
}
