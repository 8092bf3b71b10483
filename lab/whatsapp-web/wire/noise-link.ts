import { decodeBinaryNode, encodeBinaryNode, proto, type BinaryNode, type KeyPair } from 'baileys';
import type { RawData, WebSocket } from 'ws';
import { FrameReader, frameOf } from './frame-reader.ts';
import { NoiseResponder } from './noise-responder.ts';
import type { NoiseTransport } from './noise-transport.ts';

export interface ServerIdentity {
  key: KeyPair;
  certificateChain: Uint8Array;
}

export interface LinkEvents {
  /** The handshake is done: the key the client holds, and what it asks for. */
  introduced(clientKey: Buffer, payload: proto.ClientPayload): void;
  received(stanza: BinaryNode): void;
  closed(): void;
}

/** One WebSocket of a companion: bytes outside, stanzas inside. */
export class NoiseLink {
  readonly #socket: WebSocket;
  readonly #identity: ServerIdentity;
  readonly #events: LinkEvents;
  readonly #reader = new FrameReader();
  #responder: NoiseResponder | undefined;
  #transport: NoiseTransport | undefined;
  #reading: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket, identity: ServerIdentity, events: LinkEvents) {
    this.#socket = socket;
    this.#identity = identity;
    this.#events = events;
    socket.on('message', (data) => {
      this.#read(data);
    });
    socket.on('close', () => {
      events.closed();
    });
    // A client that is cut off makes the socket fail; `close` follows and is what counts.
    socket.on('error', () => {
      socket.terminate();
    });
  }

  send(stanza: BinaryNode): void {
    if (this.#transport === undefined || this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(frameOf(this.#transport.encrypt(encodeBinaryNode(stanza))));
  }

  /** Closes after what was sent has left. */
  close(): void {
    this.#socket.close();
  }

  /** Cuts the TCP connection, as a network that fails does. */
  destroy(): void {
    this.#socket.terminate();
  }

  /** Reads nothing more, so that the other side is not even told that it was heard. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  #read(data: RawData): void {
    const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
    // Decoding is asynchronous, so frames wait for each other: their order is their meaning.
    for (const frame of this.#reader.push(bytes)) {
      this.#reading = this.#reading
        .then(() => this.#take(frame))
        .catch(() => {
          this.destroy();
        });
    }
  }

  async #take(frame: Buffer): Promise<void> {
    if (this.#transport === undefined) {
      this.#shakeHands(frame);
      return;
    }
    this.#events.received(await decodeBinaryNode(this.#transport.decrypt(frame)));
  }

  #shakeHands(frame: Buffer): void {
    const { clientHello, clientFinish } = proto.HandshakeMessage.decode(frame);
    if (this.#responder === undefined) {
      if (!clientHello?.ephemeral) throw new Error('The handshake does not start with clientHello');
      this.#responder = new NoiseResponder(clientHello.ephemeral);
      const serverHello = this.#responder.hello(this.#identity.key, this.#identity.certificateChain);
      this.#socket.send(frameOf(proto.HandshakeMessage.encode({ serverHello }).finish()));
      return;
    }
    if (!clientFinish?.static || !clientFinish.payload) throw new Error('The handshake lacks clientFinish');
    const { clientKey, payload } = this.#responder.finish(clientFinish.static, clientFinish.payload);
    this.#transport = this.#responder.transport();
    this.#events.introduced(clientKey, proto.ClientPayload.decode(payload));
  }
}
