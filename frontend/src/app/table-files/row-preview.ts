import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { groupedNumber } from '#contract/phone-number-rules';
import { Formats } from '../i18n';
import { Icon } from '../ui';
import { type CheckedRow, ROW_PROBLEMS, type RowCounts, type RowKind } from './checked-rows';
import { PREVIEW_ROWS } from './read-table';

/** A row with what else is read of it. */
export interface PreviewRow extends CheckedRow {
  readonly name: string;
  readonly values: readonly string[];
}

const nothing: RowCounts = { ready: 0, leftOut: {}, several: 0 };
/** What is wrong that one sentence more helps to mend. */
const EXPLAINED = ['shortened', 'old_prefix', 'ambiguous', 'text_too_long'] as const;

/** The rows that were read, page by page: those that are good, and those that are not, with the reason. */
@Component({
  selector: 'app-row-preview',
  imports: [Icon, TranslocoDirective],
  templateUrl: './row-preview.html',
  styleUrl: './row-preview.css',
})
export class RowPreview {
  protected readonly formats = inject(Formats);

  /** Null until every row has been looked at. */
  readonly counts = input.required<RowCounts | null>();
  /** Which page `rows` are. */
  readonly shown = input.required<{ readonly kind: RowKind; readonly from: number }>();
  readonly rows = input.required<readonly PreviewRow[]>();
  /** What the `values` of rows are called. */
  readonly carried = input.required<readonly string[]>();
  /** What is said where no row is good. */
  readonly noneReady = input.required<string>();
  /** What is to come of each row, as far as that is known, under this heading. */
  readonly remarks = input<{ readonly heading: string; readonly texts: readonly string[] } | null>(null);
  readonly wanted = output<{ kind: RowKind; from: number }>();

  readonly #known = computed(() => this.counts() ?? nothing);
  protected readonly kind = computed(() => this.shown().kind);
  protected readonly from = computed(() => this.shown().from);
  protected readonly ready = computed(() => this.#known().ready);
  /** Of how many the first of several numbers was taken. */
  protected readonly several = computed(() => this.#known().several);
  protected readonly problems = computed(() => {
    const { leftOut } = this.#known();
    return ROW_PROBLEMS.map((name) => ({ name, count: leftOut[name] ?? 0 })).filter(({ count }) => count > 0);
  });
  protected readonly leftOut = computed(() => this.problems().reduce((sum, { count }) => sum + count, 0));
  protected readonly total = computed(() => (this.kind() === 'ready' ? this.ready() : this.leftOut()));
  protected readonly explained = computed(() => EXPLAINED.filter((name) => (this.#known().leftOut[name] ?? 0) > 0));
  protected readonly place = computed(() => ({
    from: this.formats.number(this.from() + 1),
    to: this.formats.number(this.from() + this.rows().length),
    total: this.formats.number(this.total()),
  }));

  protected numberOf(digits: string): string {
    return groupedNumber(digits);
  }

  protected show(kind: RowKind, from: number): void {
    this.wanted.emit({ kind, from });
  }

  /** To the page before or behind, where there is one. */
  protected step(step: 1 | -1): void {
    const from = this.from() + step * PREVIEW_ROWS;
    if (from >= 0 && from < this.total()) this.show(this.kind(), from);
  }
}
