import { existsSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { BufferJSON } from 'baileys';
import { Account } from '../accounts/account.ts';
import type { Group, SavedGroup } from '../groups/group.ts';
import { ChatBook } from '../phone/chat-book.ts';
import type { KeptParts, PhoneMemory } from '../phone/phone-memory.ts';
import { SignalParty } from '../signal/signal-party.ts';
import { packKeys } from './packed-keys.ts';
import { savedState, type SavedPhone } from './saved-state.ts';

const QUIET_MS = 1000;

const VERSION = 3;

/** What of the lab is kept. */
export interface Kept {
  phones: PhoneMemory[];
  groups: Iterable<Group>;
}

/** The phones and groups of the lab in one JSON file. It holds private keys of phones that do not exist: nothing to protect. */
export class StateFile {
  readonly #path: string;
  readonly #kept: () => Kept;
  #timer: NodeJS.Timeout | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(path: string, kept: () => Kept) {
    this.#path = path;
    this.#kept = kept;
  }

  /** What the file holds; nothing when there is none. Throws when it is no state of this version. */
  load(): { phones: ({ account: Account } & KeptParts)[]; groups: SavedGroup[] } {
    if (!existsSync(this.#path)) return { phones: [], groups: [] };
    const text = readFileSync(this.#path, 'utf8');
    const { phones, groups } = savedState.parse(JSON.parse(text, BufferJSON.reviver));
    return { phones: phones.map(restore), groups };
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
      await writeFile(`${this.#path}.new`, this.#pieces());
      await rename(`${this.#path}.new`, this.#path);
    });
    return this.#saving;
  }

  /** The file in pieces, one phone each: hundreds of phones at once would hold up everything else for a while. */
  *#pieces(): Generator<string> {
    const { phones, groups } = this.#kept();
    const keptGroups = [...groups].map((group) => group.saved());
    yield `{"version":${VERSION},"groups":${JSON.stringify(keptGroups)},"phones":[`;
    for (const [index, phone] of phones.entries()) {
      const saved = phone.saved();
      const devices = saved.devices.map((device) => ({ ...device, preKeys: packKeys(device.preKeys) }));
      yield `${index === 0 ? '' : ','}${JSON.stringify({ ...saved, devices }, BufferJSON.replacer)}`;
    }
    yield ']}';
  }
}

function restore(saved: SavedPhone): { account: Account } & KeptParts {
  const account = new Account(saved);
  for (const device of saved.devices) account.devices.set(device.id, device);
  return {
    account,
    book: new ChatBook(saved.chats),
    groupBook: new ChatBook(saved.groupChats),
    signal: saved.signal === undefined ? undefined : new SignalParty(saved.signal),
  };
}
