import { computed, signal } from '@angular/core';
import type { RowCounts, RowKind } from './checked-rows';
import type { FileKind } from './other-files';
import type { NoTable } from './parsed-file';
import type { ReadShape, TableKind, TableReader } from './reader-requests';

/** Rows that the preview shows at once. */
export const PREVIEW_ROWS = 50;
/** The largest file, in bytes: 100,000 people with twenty columns have room in it. */
export const LARGEST_FILE = 64 * 1_024 * 1_024;

/** `reading` and `checking` take a moment; `unreadable` and the kinds of other files say that it was no table. */
export type ReadState = 'nothing' | 'reading' | 'unreadable' | 'tooLarge' | 'empty' | FileKind | 'checking' | 'checked';

/** The people of a file or list that was given here: what its columns mean, and what is wrong with which row. */
export class ReadTable<Kind extends TableKind> {
  readonly #newReader: () => TableReader<Kind>;
  #reader: TableReader<Kind> | null = null;
  /** Whose answers count: what was asked before another file was given is of no interest any more. */
  #turn = 0;

  readonly #state = signal<ReadState>('nothing');
  readonly #shape = signal<ReadShape<Kind> | null>(null);
  readonly #mapping = signal<Kind['mapping'] | null>(null);
  readonly #counts = signal<RowCounts | null>(null);
  readonly #part = signal(0);
  readonly #rows = signal<readonly Kind['row'][]>([]);
  readonly #shown = signal<{ kind: RowKind; from: number }>({ kind: 'ready', from: 0 });

  readonly state = this.#state.asReadonly();
  readonly shape = this.#shape.asReadonly();
  readonly mapping = this.#mapping.asReadonly();
  /** Null until every row has been looked at. */
  readonly counts = this.#counts.asReadonly();
  /** Which part of the rows has been looked at, from 0 to 1. */
  readonly part = this.#part.asReadonly();
  /** A page of the preview, and which one. */
  readonly rows = this.#rows.asReadonly();
  readonly shown = this.#shown.asReadonly();
  readonly columns = computed<readonly Kind['column'][]>(() => {
    const [shape, mapping] = [this.#shape(), this.#mapping()];
    return shape?.headings.find((one) => one.mapping.heading === mapping?.heading)?.columns ?? [];
  });
  /** How many rows stand below the one with the names of the columns. */
  readonly count = computed(() => {
    const [shape, heading] = [this.#shape(), this.#mapping()?.heading ?? null];
    return (shape?.rows ?? 0) - (heading === null ? 0 : heading + 1);
  });
  readonly ready = computed(() => this.#counts()?.ready ?? 0);

  constructor(newReader: () => TableReader<Kind>) {
    this.#newReader = newReader;
  }

  async readFile(file: File, known: Kind['known']): Promise<void> {
    if (file.size > LARGEST_FILE) {
      this.clear();
      this.#state.set('tooLarge');
      return;
    }
    await this.#read((reader) => reader.ask({ kind: 'file', file, known }));
  }

  async readList(text: string, known: Kind['known']): Promise<void> {
    await this.#read((reader) => reader.ask({ kind: 'list', text, known }));
  }

  /** Lets go of what was read. */
  clear(): void {
    this.#turn += 1;
    this.#reader?.close();
    this.#reader = null;
    this.#state.set('nothing');
    this.#shape.set(null);
    this.#mapping.set(null);
    this.#counts.set(null);
    this.#rows.set([]);
  }

  /** The columns mean something else: every row is looked at again. */
  async map(mapping: Kind['mapping']): Promise<void> {
    const [reader, turn] = [this.#reader, this.#turn];
    if (!reader) return;
    this.#mapping.set(mapping);
    this.#counts.set(null);
    this.#rows.set([]);
    this.#part.set(0);
    this.#state.set('checking');
    const told = (part: number): void => {
      if (turn === this.#turn) this.#part.set(part);
    };
    try {
      const counts = await reader.ask({ kind: 'check', mapping }, told);
      if (counts === null || turn !== this.#turn) return;
      this.#counts.set(counts);
      this.#state.set('checked');
      await this.show(counts.ready > 0 ? 'ready' : 'leftOut', 0);
    } catch {
      if (turn === this.#turn) this.#state.set('unreadable');
    }
  }

  /** Shows these rows from the given one on. */
  async show(kind: RowKind, from: number): Promise<void> {
    const turn = this.#turn;
    this.#shown.set({ kind, from });
    const rows = await this.#reader?.ask({ kind: 'page', rows: kind, from, count: PREVIEW_ROWS });
    const shown = this.#shown();
    if (rows && turn === this.#turn && shown.kind === kind && shown.from === from) this.#rows.set(rows);
  }

  /** Those that are good, in their order; fewer at the end. */
  async batch(from: number, count: number): Promise<readonly Kind['item'][]> {
    return (await this.#reader?.ask({ kind: 'batch', from, count })) ?? [];
  }

  /** Whoever reads now; null where nothing was given. */
  protected get reader(): TableReader<Kind> | null {
    return this.#reader;
  }

  async #read(ask: (reader: TableReader<Kind>) => Promise<ReadShape<Kind> | NoTable>): Promise<void> {
    this.clear();
    const turn = this.#turn;
    const reader = this.#newReader();
    this.#reader = reader;
    this.#state.set('reading');
    try {
      const shape = await ask(reader);
      if (turn !== this.#turn) return;
      if ('refused' in shape) {
        this.#state.set(shape.refused);
        return;
      }
      this.#shape.set(shape);
      if (shape.rows === 0) this.#state.set('empty');
      else await this.map(shape.mapping);
    } catch {
      if (turn === this.#turn) this.#state.set('unreadable');
    }
  }
}
