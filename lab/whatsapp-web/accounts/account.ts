import { nextDeviceId, type Device } from './device.ts';

/** How an address is written: by phone number, or by the number-free id (LID) WhatsApp also gives everybody. */
export type Addressing = 'pn' | 'lid';

/** A phone number registered at the server, with the companions it has linked. */
export class Account {
  readonly phoneNumber: string;
  readonly name: string;
  readonly lidUser: string;
  readonly devices = new Map<number, Device>();
  #lastKeyIndex: number;
  #lastDeviceId: number;

  constructor(saved: {
    phoneNumber: string;
    name: string;
    lidUser: string;
    lastKeyIndex?: number;
    lastDeviceId?: number;
  }) {
    this.phoneNumber = saved.phoneNumber;
    this.name = saved.name;
    this.lidUser = saved.lidUser;
    this.#lastKeyIndex = saved.lastKeyIndex ?? 0;
    this.#lastDeviceId = saved.lastDeviceId ?? 0;
  }

  get lastKeyIndex(): number {
    return this.#lastKeyIndex;
  }

  get lastDeviceId(): number {
    return this.#lastDeviceId;
  }

  /** Ids are never given twice, so credentials of an unlinked companion stay refused. */
  reserveDevice(): { id: number; keyIndex: number } {
    this.#lastDeviceId = nextDeviceId([this.#lastDeviceId]);
    this.#lastKeyIndex += 1;
    return { id: this.#lastDeviceId, keyIndex: this.#lastKeyIndex };
  }

  /** The address of one of its devices; 0 is the phone and is not written. */
  jid(device = 0, addressing: Addressing = 'pn'): string {
    const user = addressing === 'pn' ? this.phoneNumber : this.lidUser;
    return `${user}${device === 0 ? '' : `:${device}`}@${addressing === 'pn' ? 's.whatsapp.net' : 'lid'}`;
  }
}
