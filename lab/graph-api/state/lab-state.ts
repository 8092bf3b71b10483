import { SavedFile } from '../../common/saved-file.ts';
import type { AccessToken, App, BusinessAccount, Callback } from '../accounts/accounts.ts';
import type { NumberState } from '../accounts/number-state.ts';
import type { Media } from '../media/media-store.ts';
import type { KeptPerson } from '../people/person-state.ts';
import type { Template } from '../templates/template.ts';

const VERSION = 1;

/** All that is kept across restarts. */
export interface KeptLab {
  apps: App[];
  tokens: AccessToken[];
  accounts: (Omit<BusinessAccount, 'subscribedApps'> & {
    subscribedApps: [appId: string, override: Callback | null][];
  })[];
  numbers: NumberState[];
  /** Which app and which token stand for a number. */
  businesses: { numberId: string; appId: string; token: string }[];
  templates: Template[];
  media: Media[];
  people: KeptPerson[];
}

/** The lab in one JSON file. Its secrets open nothing but the lab. */
export class LabState {
  readonly #file: SavedFile;

  constructor(path: string, kept: () => KeptLab) {
    this.#file = new SavedFile(path, () => piecesOf(kept()));
  }

  /** Undefined when there is none. Throws when it is of another version. */
  load(): KeptLab | undefined {
    const text = this.#file.read();
    if (text === undefined) return undefined;
    const { version, ...kept } = JSON.parse(text) as KeptLab & { version: unknown };
    if (version !== VERSION) throw new Error(`This is no state of the Graph API of version ${VERSION}`);
    return kept;
  }

  changed(): void {
    this.#file.changed();
  }

  save(): Promise<void> {
    return this.#file.save();
  }
}

/** People one by one: their chats are most of it. */
function* piecesOf({ people, ...rest }: KeptLab): Generator<string> {
  yield `${JSON.stringify({ version: VERSION, ...rest }).slice(0, -1)},"people":[`;
  for (const [index, person] of people.entries()) yield (index === 0 ? '' : ',') + JSON.stringify(person);
  yield ']}';
}
