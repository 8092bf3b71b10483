import { existsSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { BufferJSON } from 'baileys';
import { Account } from '../accounts/account.ts';
import { ChatBook } from '../phone/chat-book.ts';
import type { PhoneMemory } from '../phone/phone-memory.ts';
import { SignalParty } from '../signal/signal-party.ts';
import { savedState, type SavedPhone } from './saved-state.ts';

const QUIET_MS = 1000;

/** The phones of the lab in one JSON file. It holds private keys of phones that do not exist: nothing to protect. */
export class StateFile {
  readonly #path: string;
  readonly #phones: () => PhoneMemory[];
  #timer: NodeJS.Timeout | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(path: string, phones: () => PhoneMemory[]) {
    this.#path = path;
    this.#phones = phones;
  }

  /** What the file holds; nothing when there is none. Throws when it is no state of this version. */
  load(): { account: Account; signal: SignalParty | undefined; book: ChatBook }[] {
    if (!existsSync(this.#path)) return [];
    const text = readFileSync(this.#path, 'utf8');
    return savedState.parse(JSON.parse(text, BufferJSON.reviver)).phones.map(restore);
  }

  /** Saves soon. */
  changed(): void {
    this.#timer ??= setTimeout(() => void this.save(), QUIET_MS).unref();
  }

  /** Saves now; what is there before stays whole until the new file is. */
  save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#saving = this.#saving.then(async () => {
      const state = { version: 1, phones: this.#phones().map((phone) => phone.saved()) };
      await writeFile(`${this.#path}.new`, JSON.stringify(state, BufferJSON.replacer));
      await rename(`${this.#path}.new`, this.#path);
    });
    return this.#saving;
  }
}

function restore(saved: SavedPhone) {
  const account = new Account(saved);
  for (const device of saved.devices) account.devices.set(device.id, device);
  const book = new ChatBook();
  for (const [withNumber, lines] of Object.entries(saved.chats)) for (const line of lines) book.add(withNumber, line);
  return { account, book, signal: saved.signal === undefined ? undefined : new SignalParty(saved.signal) };
}
