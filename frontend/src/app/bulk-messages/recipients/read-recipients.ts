import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import type { GivenRecipient } from '#contract/bulk-campaigns';
import type { ColumnMapping } from './reading/columns';
import type { ReadShape } from './reading/reader-requests';
import { RECIPIENT_READER, type RecipientReader } from './reading/recipient-reader';
import type { RowCounts, RowKind, ShownRow } from './reading/recipient-rows';

/** Rows that the preview shows at once. */
export const PREVIEW_ROWS = 50;
/** The largest file, in bytes: 100,000 recipients with twenty columns have room in it. */
export const LARGEST_FILE = 64 * 1_024 * 1_024;

/** `reading` and `checking` take a moment; `unreadable` says that it was no table. */
type ReadState = 'nothing' | 'reading' | 'unreadable' | 'tooLarge' | 'empty' | 'checking' | 'checked';

/** The recipients of a file or list that was given here: what its columns mean, and what is wrong with which row. */
@Injectable()
export class ReadRecipients {
  readonly #newReader = inject(RECIPIENT_READER);
  #reader: RecipientReader | null = null;
  /** Whose answers count: what was asked before another file was given is of no interest any more. */
  #turn = 0;

  readonly #state = signal<ReadState>('nothing');
  readonly #shape = signal<ReadShape | null>(null);
  readonly #mapping = signal<ColumnMapping | null>(null);
  readonly #counts = signal<RowCounts | null>(null);
  readonly #part = signal(0);
  readonly #rows = signal<readonly ShownRow[]>([]);
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
  readonly columns = computed(() => {
    const [shape, mapping] = [this.#shape(), this.#mapping()];
    return shape && mapping ? shape.columns[mapping.hasHeader ? 'titled' : 'untitled'] : [];
  });
  readonly leftOut = computed(() => {
    return Object.values(this.#counts()?.leftOut ?? {}).reduce((sum, count) => sum + count, 0);
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.clear();
    });
  }

  /** `neighbour` is a number of the country whose people leave out its code, in digits. */
  async readFile(file: File, neighbour: string): Promise<void> {
    if (file.size > LARGEST_FILE) {
      this.clear();
      this.#state.set('tooLarge');
      return;
    }
    await this.#read((reader) => reader.ask({ kind: 'file', file, neighbour }));
  }

  async readList(text: string, neighbour: string): Promise<void> {
    await this.#read((reader) => reader.ask({ kind: 'list', text, neighbour }));
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
  async map(mapping: ColumnMapping): Promise<void> {
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

  /** Those that can be added, in their order; fewer at the end. */
  async batch(from: number, count: number): Promise<readonly GivenRecipient[]> {
    return (await this.#reader?.ask({ kind: 'batch', from, count })) ?? [];
  }

  async #read(ask: (reader: RecipientReader) => Promise<ReadShape>): Promise<void> {
    this.clear();
    const turn = this.#turn;
    const reader = this.#newReader();
    this.#reader = reader;
    this.#state.set('reading');
    try {
      const shape = await ask(reader);
      if (turn !== this.#turn) return;
      this.#shape.set(shape);
      if (shape.rows === 0) this.#state.set('empty');
      else await this.map(shape.mapping);
    } catch {
      if (turn === this.#turn) this.#state.set('unreadable');
    }
  }
}
