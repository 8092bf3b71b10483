import {
  BufferJSON,
  initAuthCreds,
  makeWASocket,
  type AuthenticationCreds,
  type BaileysEventMap,
  type BinaryNode,
  type SignalDataTypeMap,
  type SignalKeyStore,
  type SocketConfig,
  type WAMessage,
  type WASocket,
} from 'baileys';
import type { Phone } from '../../whatsapp-web/index.ts';
import './quiet-libsignal.ts';
import './unref-long-timers.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { silentLogger } from './silent-logger.ts';

const LIMIT_MS = 30_000;
/** `DisconnectReason.restartRequired` of Baileys. */
const RESTART_REQUIRED = 515;

/** What a companion keeps between connections, in memory. */
export interface Credentials {
  creds: AuthenticationCreds;
  keys: Map<string, string>;
}

export function newCredentials(): Credentials {
  return { creds: initAuthCreds(), keys: new Map() };
}

/** A copy as a disk would give it back. */
export function copyOf({ creds, keys }: Credentials): Credentials {
  return { creds: revived(JSON.stringify(creds, BufferJSON.replacer)) as AuthenticationCreds, keys: new Map(keys) };
}

/** A real Baileys client of the lab's server: one connection of it. */
export class Companion {
  readonly credentials: Credentials;
  readonly socket: WASocket;
  readonly received: WAMessage[] = [];
  readonly acks: BinaryNode[] = [];
  readonly statuses = new Map<string, number[]>();
  readonly qrs: string[] = [];
  readonly presences: BaileysEventMap['presence.update'][] = [];
  readonly groups: BaileysEventMap['groups.upsert'] = [];
  readonly groupUpdates: BaileysEventMap['groups.update'] = [];
  readonly memberChanges: BaileysEventMap['group-participants.update'][] = [];
  readonly groupReceipts: BaileysEventMap['message-receipt.update'] = [];
  closedWith: number | undefined;
  isOpen = false;
  hasQueue = false;
  readonly #watchers = new Set<() => void>();

  constructor(
    url: string,
    credentials: Credentials = newCredentials(),
    sent = new Map<string, string>(),
    config: Pick<Partial<SocketConfig>, 'qrTimeout' | 'connectTimeoutMs'> = {},
  ) {
    this.credentials = credentials;
    this.socket = makeWASocket({
      waWebSocketUrl: url,
      auth: { creds: credentials.creds, keys: keyStore(credentials.keys) },
      logger: silentLogger,
      ...config,
      makeSignalRepository: oneAtATime,
      getMessage: ({ id }) => {
        const conversation = sent.get(id ?? '');
        return Promise.resolve(conversation === undefined ? undefined : { conversation });
      },
    });
    this.socket.ws.on('CB:ack,class:message', (ack: BinaryNode) => {
      this.#note(() => this.acks.push(ack));
    });
    this.socket.ev.on('creds.update', (update) => Object.assign(credentials.creds, update));
    this.socket.ev.on('presence.update', (update) => {
      this.#note(() => this.presences.push(update));
    });
    this.socket.ev.on('groups.upsert', (groups) => {
      this.#note(() => this.groups.push(...groups));
    });
    this.socket.ev.on('groups.update', (updates) => {
      this.#note(() => this.groupUpdates.push(...updates));
    });
    this.socket.ev.on('group-participants.update', (change) => {
      this.#note(() => this.memberChanges.push(change));
    });
    this.socket.ev.on('message-receipt.update', (receipts) => {
      this.#note(() => this.groupReceipts.push(...receipts));
    });
    this.socket.ev.on('messages.upsert', ({ messages }) => {
      this.#note(() => {
        this.received.push(...messages);
        // A receipt that comes at once is merged into the message itself (baileys/lib/Utils/event-buffer.js).
        for (const { key, status, userReceipt } of messages) {
          this.#noteStatus(key.id, status);
          this.groupReceipts.push(...(userReceipt ?? []).map((receipt) => ({ key, receipt })));
        }
      });
    });
    this.socket.ev.on('messages.update', (updates) => {
      this.#note(() => {
        for (const { key, update } of updates) this.#noteStatus(key.id, update.status);
      });
    });
    this.socket.ev.on('connection.update', (update) => {
      this.#note(() => {
        if (update.qr) this.qrs.push(update.qr);
        if (update.connection === 'open') this.isOpen = true;
        if (update.receivedPendingNotifications) this.hasQueue = true;
        if (update.connection === 'close') {
          this.isOpen = false;
          this.closedWith = statusOf(update.lastDisconnect?.error);
        }
      });
    });
  }

  /** Waits for something this companion sees; rejects after half a minute. */
  until<T>(what: string, look: () => T | undefined | false): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const found = look();
        if (found === undefined || found === false) return;
        clearTimeout(timer);
        this.#watchers.delete(check);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.#watchers.delete(check);
        reject(new Error(`Waited in vain for: ${what}`));
      }, LIMIT_MS);
      this.#watchers.add(check);
      check();
    });
  }

  open(): Promise<true> {
    return this.until('an open connection', () => this.isOpen);
  }

  closed(): Promise<number> {
    return this.until('the end of the connection', () => this.closedWith);
  }

  message(id: string): Promise<WAMessage> {
    return this.until(`message ${id}`, () => this.received.find(({ key }) => key.id === id));
  }

  ack(id: string): Promise<BinaryNode> {
    return this.until(`the acknowledgement of ${id}`, () => this.acks.find(({ attrs }) => attrs['id'] === id));
  }

  status(id: string, status: number): Promise<boolean> {
    return this.until(`status ${status} of ${id}`, () => this.statuses.get(id)?.includes(status));
  }

  end(): Promise<void> {
    return this.socket.end(undefined);
  }

  #noteStatus(id: string | null | undefined, status: number | null | undefined): void {
    if (id && typeof status === 'number') this.statuses.set(id, [...(this.statuses.get(id) ?? []), status]);
  }

  #note(change: () => void): void {
    change();
    for (const check of [...this.#watchers]) check();
  }
}

/** A companion that was linked by scanning its QR code and has logged in. */
export async function linkedCompanion(url: string, phone: Phone, sent?: Map<string, string>): Promise<Companion> {
  const stranger = new Companion(url);
  await phone.scan(await stranger.until('a QR code', () => stranger.qrs[0]));
  const code = await stranger.closed();
  if (code !== RESTART_REQUIRED) throw new Error(`Pairing ended with ${code}`);
  const companion = new Companion(url, stranger.credentials, sent);
  await companion.open();
  await companion.until('the offline queue', () => companion.hasQueue);
  return companion;
}

export function textOfMessage(message: WAMessage): string {
  return message.message?.conversation ?? message.message?.extendedTextMessage?.text ?? '';
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('output' in error)) return 0;
  const { output } = error;
  return typeof output === 'object' && output !== null && 'statusCode' in output ? Number(output.statusCode) : 0;
}

function keyStore(kept: Map<string, string>): SignalKeyStore {
  return {
    get: <T extends keyof SignalDataTypeMap>(type: T, ids: string[]) => {
      const found: Record<string, SignalDataTypeMap[T]> = {};
      for (const id of ids) {
        const json = kept.get(`${type} ${id}`);
        if (json !== undefined) found[id] = revived(json) as SignalDataTypeMap[T];
      }
      return Promise.resolve(found);
    },
    set: (data) => {
      for (const [type, values] of Object.entries(data)) {
        for (const [id, value] of Object.entries(values)) {
          if (value === null) kept.delete(`${type} ${id}`);
          else kept.set(`${type} ${id}`, JSON.stringify(value, BufferJSON.replacer));
        }
      }
    },
  };
}

export function revived(json: string): unknown {
  return JSON.parse(json, BufferJSON.reviver);
}
