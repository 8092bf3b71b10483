import type { BinaryNode } from 'baileys';
import type { Account, Addressing } from './accounts/account.ts';
import { takeBundle } from './accounts/device.ts';
import { Directory } from './accounts/directory.ts';
import { FaultSettings } from './faults.ts';
import type { Group, GroupChange } from './groups/group.ts';
import { Hold } from './hold.ts';
import type { FileStore } from './media/file-store.ts';
import { PhoneFaults } from './phone-faults.ts';
import type { KeptLine } from './phone/chat-book.ts';
import type { LineStatus } from './phone/chat-line.ts';
import type { RenewalRequest } from './phone/renewal-request.ts';
import type { SentGroupLine } from './phone/group-line.ts';
import type { LinkRequest } from './phone/link-request.ts';
import type { KeyBundle } from './signal/session.ts';
import { node, SERVER } from './wire/nodes.ts';

/** A companion's message as one phone gets it: still encrypted. */
export interface SealedMessage {
  id: string;
  sender: Account;
  senderDevice: number;
  /** Whom the sender wrote to; for a phone's own companions that is somebody else. */
  recipient: Account;
  addressing: Addressing;
  sentAt: number;
  enc: BinaryNode;
}

/** A companion's message to a group as one phone gets it: the key, where it comes along, and the text. */
export interface SealedGroupMessage {
  id: string;
  group: Group;
  sender: Account;
  senderDevice: number;
  sentAt: number;
  parts: BinaryNode[];
}

/** One device of an account; 0 is the phone. */
export interface DeviceOf {
  account: Account;
  device: number;
}

/** What the server asks of a phone. */
export interface PhoneEnd {
  receive(message: SealedMessage): void;
  /** Takes what another phone of the lab wrote, as it is. */
  arrive(sender: Account, line: KeptLine): void;
  resend(id: string, to: DeviceOf, chat: Account, bundle: KeyBundle | undefined): void;
  receiveInGroup(message: SealedGroupMessage): void;
  /** Takes what another phone of the lab wrote to a group, as it is. */
  arriveInGroup(group: Group, line: SentGroupLine): void;
  resendInGroup(id: string, group: Group, to: DeviceOf, bundle: KeyBundle | undefined): void;
  markInGroup(group: Group, ids: string[], reader: Account, status: LineStatus): void;
  groupChanged(group: Group, change: GroupChange): void;
  markFromOther(withNumber: string, ids: string[], status: LineStatus): void;
  showTyping(from: string, typing: boolean, group?: Group): void;
  greet(device: number): void;
  /** Uploads a file anew that WhatsApp has deleted. */
  renewFile(request: RenewalRequest): void;
  /** A companion shows a code to be typed here; undefined when it no longer does. */
  showLinkRequest(request: LinkRequest | undefined): void;
  bundle(): KeyBundle;
  forgetDevice(account: Account, device: number): void;
}

/** The server's end of a companion's connection. */
export interface CompanionEnd {
  /** Whose companion it says it is; undefined while it is pairing. */
  readonly phoneNumber: string | undefined;
  readonly ready: boolean;
  send(stanza: BinaryNode): void;
  end(code: number | undefined): void;
  cut(): void;
  /** Neither hears nor says anything while true; the TCP connection stays. */
  fallSilent(silent: boolean): void;
}

/** Baileys uploads new one-time keys when fewer are left (`MIN_PREKEY_COUNT` in baileys/lib/Defaults/index.js). */
const FEW_PRE_KEYS = 5;

/** What the server's parts share: who there is, who is connected, and what goes wrong on purpose. */
export class Exchange {
  readonly directory = new Directory();
  readonly files: FileStore;
  readonly phones = new Map<string, PhoneEnd>();
  /** By jid. */
  readonly groups = new Map<string, Group>();
  readonly faults: FaultSettings;
  /** On while `faults.silent` is. */
  readonly silence = new Hold();
  /** All that are open, also those that are still pairing and belong to nobody yet. */
  readonly sockets = new Set<CompanionEnd>();
  readonly #companions = new Map<string, CompanionEnd>();
  readonly #watchers = new Map<string, Set<string>>();
  readonly #phoneFaults = new Map<string, PhoneFaults>();
  readonly #changed: () => void;
  #held: (() => void)[] = [];
  #stanzas = 0;

  constructor(files: FileStore, changed: () => void) {
    this.files = files;
    this.#changed = changed;
    this.faults = new FaultSettings({
      closeAll: (code) => {
        this.closeSockets(code);
      },
      cutAll: () => {
        this.cutSockets();
      },
      releaseDelivery: () => {
        this.#release();
      },
      silenceChanged: () => {
        this.#applySilence();
      },
    });
  }

  get connections(): number {
    return this.#companions.size;
  }

  /** To be called whenever something changed that a restart should not lose. */
  changed(): void {
    this.#changed();
  }

  nextStanzaId(): string {
    return `lab-${(this.#stanzas += 1)}`;
  }

  companion(account: Account, device: number): CompanionEnd | undefined {
    return this.#companions.get(account.jid(device));
  }

  connect(account: Account, device: number, socket: CompanionEnd): void {
    // One connection for each device: an earlier one is told that it was replaced.
    this.companion(account, device)?.end(440);
    this.#companions.set(account.jid(device), socket);
  }

  disconnect(account: Account, device: number, socket: CompanionEnd): void {
    if (this.companion(account, device) === socket) this.#companions.delete(account.jid(device));
  }

  /** Sends now, and keeps the stanza until the companion acknowledges it. */
  deliver(account: Account, deviceId: number, stanza: BinaryNode): void {
    const device = account.devices.get(deviceId);
    if (device === undefined) return;
    device.waiting.push(stanza);
    this.changed();
    this.sendNow(account, deviceId, stanza);
  }

  /** Sends to a companion that is connected; lost otherwise, as typing is. */
  sendNow(account: Account, device: number, stanza: BinaryNode): void {
    const socket = this.companion(account, device);
    if (socket?.ready) socket.send(stanza);
  }

  /** The keys of one device, phone or companion, for a new session with it. */
  bundle(account: Account, deviceId: number): KeyBundle | undefined {
    if (deviceId === 0) return this.phones.get(account.phoneNumber)?.bundle();
    const device = account.devices.get(deviceId);
    if (device === undefined) return undefined;
    const bundle = takeBundle(device);
    this.changed();
    if (device.preKeys.length === FEW_PRE_KEYS - 1) {
      const count = node('count', { value: String(device.preKeys.length) });
      const attributes = { from: SERVER, type: 'encrypt', id: this.nextStanzaId() };
      this.sendNow(account, deviceId, node('notification', attributes, [count]));
    }
    return bundle;
  }

  /** Remembers that a companion has read somebody's list of devices, to tell it when the list changes. */
  watchDevices(of: Account, watcher: Account): void {
    const watchers = this.#watchers.get(of.phoneNumber) ?? new Set<string>();
    this.#watchers.set(of.phoneNumber, watchers.add(watcher.phoneNumber));
  }

  /** Makes companions drop the list they keep (baileys/lib/Socket/messages-recv.js:751, `update`). */
  announceDevices(of: Account, device: number): void {
    for (const phoneNumber of new Set([of.phoneNumber, ...(this.#watchers.get(of.phoneNumber) ?? [])])) {
      const watcher = this.directory.account(phoneNumber);
      for (const id of watcher?.devices.keys() ?? []) {
        if (watcher === undefined || (watcher === of && id === device)) continue;
        for (const addressing of ['pn', 'lid'] as const) {
          const update = node('update', {}, [node('device', { jid: of.jid(device, addressing) })]);
          const attributes = { from: of.jid(0, addressing), type: 'devices', id: this.nextStanzaId() };
          this.sendNow(watcher, id, node('notification', attributes, [update]));
        }
      }
    }
  }

  /** Ends a link for good: the companion is told 401, now or at its next log-in. */
  unlink(account: Account, deviceId: number): void {
    if (!account.devices.delete(deviceId)) return;
    this.companion(account, deviceId)?.end(401);
    for (const phone of this.phones.values()) phone.forgetDevice(account, deviceId);
    this.announceDevices(account, deviceId);
    this.changed();
  }

  /** What goes wrong with the companions of this number alone. */
  faultsOf(phoneNumber: string): PhoneFaults {
    const known = this.#phoneFaults.get(phoneNumber);
    if (known !== undefined) return known;
    const faults = new PhoneFaults(() => {
      this.#applySilence();
    });
    this.#phoneFaults.set(phoneNumber, faults);
    return faults;
  }

  /** Ends the connections of one number's companions, or all there are. */
  closeSockets(code: number | undefined, phoneNumber?: string): void {
    for (const socket of this.#socketsOf(phoneNumber)) socket.end(code);
  }

  /** Destroys the TCP connections of one number's companions, or all there are. */
  cutSockets(phoneNumber?: string): void {
    for (const socket of this.#socketsOf(phoneNumber)) socket.cut();
  }

  /** Whether this number's companions are neither heard nor answered. */
  isSilent(phoneNumber: string | undefined): boolean {
    return this.silence.isOn || (phoneNumber !== undefined && this.faultsOf(phoneNumber).silent);
  }

  /** Does it now, or once delivery receipts are no longer held. */
  whenDelivering(send: () => void): void {
    if (this.faults.holdDelivery) this.#held.push(send);
    else send();
  }

  #release(): void {
    const held = this.#held;
    this.#held = [];
    for (const send of held) send();
  }

  #socketsOf(phoneNumber: string | undefined): CompanionEnd[] {
    return [...this.sockets].filter((socket) => phoneNumber === undefined || socket.phoneNumber === phoneNumber);
  }

  #applySilence(): void {
    if (this.faults.silent) this.silence.begin();
    else this.silence.end();
    for (const socket of [...this.sockets]) socket.fallSilent(this.isSilent(socket.phoneNumber));
  }
}
