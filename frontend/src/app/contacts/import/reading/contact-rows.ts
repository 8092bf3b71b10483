import { BYTE_ORDER_MARK, csvLine } from '#contract/csv';
import type { GivenContact } from '#contract/contact-import';
import { CONTACTS_AT_ONCE, LONGEST, MOST_LABELS } from '#contract/contact-limits';
import { comparableName } from '#contract/same-word';
import type { NamedSetting } from '#contract/team-settings';
import { CheckedRows, type RowCounts, type RowKind, type RowProblem } from '../../../table-files/checked-rows';
import { ColumnGuess, type ShownColumn, shownColumns, type Table, type TableRows } from '../../../table-files/columns';
import type { ReadRows } from '../../../table-files/table-reading';
import type {
  ContactMapping,
  ContactRequest,
  ContactRow,
  ContactTable,
  KnownNames,
  MissingNames,
} from './contact-reader';
import { labelNames } from './label-names';
import { guessedMeanings, type Meaning, NAME_PARTS } from './meanings';

/** What a spreadsheet would have run was made text by an apostrophe, which is no part of it. */
const MADE_TEXT = /^'(?='*[=+\-@\t\r])/;
/** Of names that are missing so many are told. */
const MOST_TOLD = 200;
/** Stands in the words for a row that repeats another, where the other is named. */
export const REPEATED_LINE = '{line}';
/** Well below what a body may have, in bytes; notes are long. */
const LARGEST_PORTION = 600_000;

/** The rows of a file of contacts, what is wrong with each, and what of them becomes a contact. */
export class ContactRows implements ReadRows<ContactTable> {
  readonly #rows: TableRows;
  readonly #checked: CheckedRows;
  readonly #guess: ColumnGuess;
  readonly #fields: readonly NamedSetting[];
  #mapping: ContactMapping;
  /** Ids by comparable names. */
  #stages: ReadonlyMap<string, string>;
  #labels: ReadonlyMap<string, string>;

  constructor({ rows, lines }: Table, { neighbour, fields, stages, labels }: ContactTable['known']) {
    this.#rows = rows;
    this.#checked = new CheckedRows({ rows, lines }, neighbour, (place) => this.#problemOf(place));
    this.#guess = new ColumnGuess(rows, neighbour);
    this.#fields = fields;
    this.#stages = idsByName(stages);
    this.#labels = idsByName(labels);
    this.#mapping = guessedMeanings(rows, fields, this.#guess);
  }

  get mapping(): ContactMapping {
    return this.#mapping;
  }

  guess(heading: number | null): ContactMapping {
    return guessedMeanings(this.#rows, this.#fields, this.#guess, heading);
  }

  columns(heading: number | null): ShownColumn[] {
    return shownColumns(this.#rows, heading);
  }

  check(mapping: ContactMapping, told: (part: number) => void, pause: () => Promise<void>): Promise<RowCounts | null> {
    this.#mapping = mapping;
    return this.#checked.check({ heading: mapping.heading, number: mapping.meanings.indexOf('number') }, told, pause);
  }

  page(kind: RowKind, from: number, count: number): ContactRow[] {
    return this.#checked.places(kind, from, count).map((place) => {
      const places = this.#placesOf(place);
      return {
        ...this.#checked.rowAt(place),
        name: this.#nameAt(places),
        values: carriedOf(this.#mapping.meanings).map((column) =>
          this.#mapping.meanings[column] === 'labels'
            ? this.#labelsAt(places).join(', ')
            : this.#first(places, (one) => this.#cell(one, column)),
        ),
      };
    });
  }

  batch(from: number, count: number): GivenContact[] {
    return this.#checked.places('ready', from, count).map((place) => this.#contactAt(place));
  }

  /** Those behind `from` that fit into one request. */
  portion(from: number): GivenContact[] {
    const contacts: GivenContact[] = [];
    const encoder = new TextEncoder();
    let bytes = 0;
    for (const contact of this.batch(from, CONTACTS_AT_ONCE)) {
      bytes += encoder.encode(JSON.stringify(contact)).length;
      if (bytes > LARGEST_PORTION && contacts.length > 0) break;
      contacts.push(contact);
    }
    return contacts;
  }

  /** Names stand for these ids from now on; returns those that stand for none. */
  name({ stages, labels }: KnownNames): MissingNames {
    this.#stages = idsByName(stages);
    this.#labels = idsByName(labels);
    const missingStages = new Map<string, string>();
    const missingLabels = new Map<string, string>();
    for (const place of this.#checked.places('ready', 0, this.#rows.length)) {
      const places = this.#placesOf(place);
      const stage = this.#said(places, 'stage');
      if (stage !== '' && !this.#stages.has(comparableName(stage))) missingStages.set(comparableName(stage), stage);
      for (const label of this.#labelsAt(places)) {
        if (!this.#labels.has(comparableName(label))) missingLabels.set(comparableName(label), label);
      }
    }
    return {
      stages: [...missingStages.values()].slice(0, MOST_TOLD),
      labels: [...missingLabels.values()].slice(0, MOST_TOLD),
      stageCount: missingStages.size,
      labelCount: missingLabels.size,
    };
  }

  /** As a file, with the columns that the rows came with and why each was left out. */
  leftOutFile({ rows, words, heading }: Extract<ContactRequest, { kind: 'leftOut' }>): Blob {
    const titles = this.columns(this.#mapping.heading).map(({ title }) => title);
    const never = this.#checked.places('leftOut', 0, this.#rows.length).map((place) => {
      const { problem, repeats } = this.#checked.rowAt(place);
      return { place, why: problem === null ? '' : words[problem].replace(REPEATED_LINE, String(repeats)) };
    });
    const later = rows.flatMap(({ index, why }) =>
      this.#checked.places('ready', index, 1).map((place) => ({ place, why })),
    );
    const lines = [...never, ...later]
      .sort((one, other) => one.place - other.place)
      .map(({ place, why }) => csvLine([...titles.map((_, at) => this.#cell(place, at)), why]));
    return new Blob([BYTE_ORDER_MARK, csvLine([...titles, heading]), ...lines], { type: 'text/csv' });
  }

  #contactAt(place: number): GivenContact {
    const places = this.#placesOf(place);
    const name = this.#nameAt(places);
    const [stage, notes] = (['stage', 'notes'] as const).map((meaning) => this.#said(places, meaning));
    const stageId = this.#stages.get(comparableName(stage ?? ''));
    const labels = this.#labelIdsAt(places);
    const fields = this.#fieldsAt(places);
    return {
      phoneNumber: this.#checked.numberAt(place),
      ...(name && { name }),
      ...(stageId !== undefined && { stage: stageId }),
      ...(labels.length > 0 && { labels }),
      ...(notes && { notes }),
      ...(fields.length > 0 && { fields: Object.fromEntries(fields) }),
    };
  }

  /** As the server judges texts and labels. */
  #problemOf(place: number): RowProblem | null {
    const isLong = this.#nameAt([place]).length > LONGEST.name || this.#said([place], 'notes').length > LONGEST.notes;
    if (isLong || this.#fieldsAt([place]).some(([, value]) => value.length > LONGEST.field)) return 'text_too_long';
    return this.#labelIdsAt([place]).length > MOST_LABELS ? 'too_many_labels' : null;
  }

  /** Those that say something of whoever stands here: the row itself, then those that repeat it. */
  #placesOf(place: number): number[] {
    return [place, ...this.#checked.repeatedBy(place)];
  }

  /** The first of these that says something, else an empty text. */
  #first(places: readonly number[], said: (place: number) => string): string {
    for (const place of places) {
      const text = said(place);
      if (text !== '') return text;
    }
    return '';
  }

  /** What stands in the column of whole names, else the parts of it. */
  #nameAt(places: readonly number[]): string {
    return this.#first(places, (place) => {
      const whole = this.#said([place], 'name');
      if (whole !== '') return whole;
      const parts = NAME_PARTS.flatMap((part) =>
        this.#mapping.meanings.flatMap((meaning, column) => (meaning === part ? [this.#cell(place, column)] : [])),
      );
      return parts.filter((part) => part !== '').join(' ');
    });
  }

  /** Those that say something, by the id of the field. */
  #fieldsAt(places: readonly number[]): (readonly [string, string])[] {
    return this.#mapping.meanings.flatMap((meaning, column) => {
      if (!meaning.startsWith('field/')) return [];
      const value = this.#first(places, (place) => this.#cell(place, column));
      return value === '' ? [] : [[meaning.slice('field/'.length), value] as const];
    });
  }

  #labelIdsAt(places: readonly number[]): string[] {
    return this.#labelsAt(places).flatMap((label) => this.#labels.get(comparableName(label)) ?? []);
  }

  /** Of all these together, each once. */
  #labelsAt(places: readonly number[]): string[] {
    const isKnown = (name: string): boolean => this.#labels.has(comparableName(name));
    const names = places.flatMap((place) => labelNames(this.#said([place], 'labels'), isKnown));
    return [...new Map(names.map((name) => [comparableName(name), name])).values()];
  }

  /** Empty where no column has it. */
  #said(places: readonly number[], meaning: Meaning): string {
    const column = this.#mapping.meanings.indexOf(meaning);
    return this.#first(places, (place) => this.#cell(place, column));
  }

  #cell(place: number, column: number): string {
    return this.#checked.cell(place, column).replace(MADE_TEXT, '');
  }
}

const NOT_CARRIED: ReadonlySet<Meaning> = new Set<Meaning>(['ignore', 'number', 'name', ...NAME_PARTS]);

/** The columns that a preview shows beside number and name. */
export function carriedOf(meanings: readonly Meaning[]): number[] {
  return meanings.flatMap((meaning, column) => (NOT_CARRIED.has(meaning) ? [] : [column]));
}

function idsByName(all: readonly NamedSetting[]): ReadonlyMap<string, string> {
  return new Map(all.map(({ id, name }) => [comparableName(name), id]));
}
