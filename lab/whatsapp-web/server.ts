import { Curve } from 'baileys';
import type { Account } from './accounts/account.ts';
import { digitsOf } from './accounts/directory.ts';
import { CompanionSocket } from './companion/companion-socket.ts';
import { PairingDesk } from './companion/pairing-desk.ts';
import { Exchange } from './exchange.ts';
import type { Faults } from './faults.ts';
import { FrontDoor } from './front-door.ts';
import type { Group } from './groups/group.ts';
import { createGroup, restoreGroup, type NewGroup } from './groups/groups.ts';
import type { LabOptions } from './options.ts';
import { NetworkSide } from './phone/network-side.ts';
import { FileHost } from './media/file-host.ts';
import { FileStore } from './media/file-store.ts';
import { PhoneMemory, type KeptParts } from './phone/phone-memory.ts';
import { Phone } from './phone/phone.ts';
import { StateFile } from './state/state-file.ts';
import { certificateChainFor } from './wire/test-root.ts';

/** A WhatsApp Web server on this machine, with the phones that use it. Made by `startWhatsAppWebServer`. */
export class WhatsAppWebServer {
  /** What lies at WhatsApp's media servers. */
  readonly files: FileStore;
  readonly #exchange: Exchange;
  readonly #desk: PairingDesk;
  readonly #memories: PhoneMemory[] = [];
  readonly #phones = new Map<string, Phone>();
  readonly #state: StateFile | undefined;
  readonly #door: FrontDoor;

  private constructor(options: LabOptions) {
    this.files = new FileStore(options.stateFile === undefined ? undefined : `${options.stateFile}-files`);
    this.#exchange = new Exchange(this.files, () => this.#state?.changed());
    this.#desk = new PairingDesk(this.#exchange, options.qrLifetime);
    if (options.stateFile !== undefined) {
      this.#state = new StateFile(options.stateFile, () => ({
        phones: this.#memories,
        groups: this.#exchange.groups.values(),
      }));
      const { phones, groups } = this.#state.load();
      for (const { account, ...kept } of phones) this.#addPhone(this.#exchange.directory.add(account), kept);
      for (const group of groups) restoreGroup(this.#exchange, group);
    }
    const key = Curve.generateKeyPair();
    const identity = { key, certificateChain: certificateChainFor(key.public) };
    const host = new FileHost(this.files, this.#exchange.faults);
    this.#door = new FrontDoor(options.host ?? '127.0.0.1', this.#exchange, {
      serve: (request, response) => void host.answer(request, response),
      welcome: (socket) => {
        new CompanionSocket(socket, identity, this.#exchange, this.#desk);
      },
    });
  }

  static async start(options: LabOptions): Promise<WhatsAppWebServer> {
    const server = new WhatsAppWebServer(options);
    await server.#door.open(options.port ?? 0);
    return server;
  }

  /** What `waWebSocketUrl` of Baileys has to be. */
  get url(): string {
    return this.#door.url;
  }

  /** Where a companion uploads files to, and fetches them from, instead of `https://mmg.whatsapp.net`. */
  get mediaUrl(): string {
    return this.#door.mediaUrl;
  }

  /** How many companions are logged in now. */
  get connections(): number {
    return this.#exchange.connections;
  }

  get faults(): Faults {
    return this.#exchange.faults;
  }

  /** The phone with this number, made when there is none yet (the name of the first call stays). */
  createPhone({ phoneNumber, name }: { phoneNumber: string; name: string }): Phone {
    return this.phone(phoneNumber) ?? this.#addPhone(this.#exchange.directory.register(phoneNumber, name));
  }

  phone(phoneNumber: string): Phone | undefined {
    return this.#phones.get(digitsOf(phoneNumber));
  }

  phones(): Phone[] {
    return [...this.#phones.values()];
  }

  /** Makes a new group, and tells the companions of everybody in it. Throws when somebody has no phone in the lab. */
  createGroup(group: NewGroup): Group {
    return createGroup(this.#exchange, group);
  }

  groups(): Group[] {
    return [...this.#exchange.groups.values()];
  }

  /** Ends every connection, frees the port and saves the state. */
  async close(): Promise<void> {
    await this.#door.close();
    await this.#state?.save();
    this.files.close();
  }

  #addPhone(account: Account, kept: KeptParts = {}): Phone {
    const exchange = this.#exchange;
    const save = (): void => {
      exchange.changed();
    };
    const memory = new PhoneMemory(account, save, kept);
    const network = new NetworkSide(memory, exchange);
    const phone = new Phone({ memory, network, exchange, desk: this.#desk });
    this.#memories.push(memory);
    this.#phones.set(account.phoneNumber, phone);
    exchange.phones.set(account.phoneNumber, network);
    exchange.changed();
    return phone;
  }
}
