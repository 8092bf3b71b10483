import { BufferJSON } from 'baileys';
import { SavedFile } from '../../common/saved-file.ts';
import { Account } from '../accounts/account.ts';
import type { Group, SavedGroup } from '../groups/group.ts';
import { ChatBook } from '../phone/chat-book.ts';
import type { KeptParts, PhoneMemory } from '../phone/phone-memory.ts';
import { SignalParty } from '../signal/signal-party.ts';
import { packKeys } from './packed-keys.ts';
import { savedState, type SavedPhone } from './saved-state.ts';

const VERSION = 3;

/** What of the lab is kept. */
export interface Kept {
  phones: PhoneMemory[];
  groups: Iterable<Group>;
}

/** The phones and groups of the lab in one JSON file. It holds private keys of phones that do not exist: nothing to protect. */
export class StateFile {
  readonly #file: SavedFile;
  readonly #kept: () => Kept;

  constructor(path: string, kept: () => Kept) {
    this.#file = new SavedFile(path, () => this.#pieces());
    this.#kept = kept;
  }

  /** What the file holds; nothing when there is none. Throws when it is no state of this version. */
  load(): { phones: ({ account: Account } & KeptParts)[]; groups: SavedGroup[] } {
    const text = this.#file.read();
    if (text === undefined) return { phones: [], groups: [] };
    const { phones, groups } = savedState.parse(JSON.parse(text, BufferJSON.reviver));
    return { phones: phones.map(restore), groups };
  }

  /** Saves soon. */
  changed(): void {
    this.#file.changed();
  }

  /** Saves now. */
  save(): Promise<void> {
    return this.#file.save();
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
