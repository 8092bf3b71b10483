import { Component, computed, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { groupedNumber } from '#contract/phone-number-rules';
import { Formats } from '../../i18n';
import { Icon } from '../../ui';
import { PREVIEW_ROWS, ReadRecipients } from './read-recipients';
import { ROW_PROBLEMS, type RowCounts, type RowKind } from './reading/recipient-rows';

const nothing: RowCounts = { ready: 0, leftOut: {} };
/** What is wrong that one sentence more helps to mend. */
const EXPLAINED = ['shortened', 'old_prefix'] as const;

/** The rows that were read, page by page: those that can be added, and those that cannot, with the reason. */
@Component({
  selector: 'app-row-preview',
  imports: [Icon, TranslocoDirective],
  templateUrl: './row-preview.html',
  styleUrl: './row-preview.css',
})
export class RowPreview {
  readonly #read = inject(ReadRecipients);
  protected readonly formats = inject(Formats);

  protected readonly rows = this.#read.rows;
  protected readonly leftOut = this.#read.leftOut;
  protected readonly counts = computed(() => this.#read.counts() ?? nothing);
  protected readonly kind = computed(() => this.#read.shown().kind);
  protected readonly from = computed(() => this.#read.shown().from);
  protected readonly total = computed(() => (this.kind() === 'ready' ? this.counts().ready : this.leftOut()));
  protected readonly problems = computed(() => {
    const { leftOut } = this.counts();
    return ROW_PROBLEMS.map((name) => ({ name, count: leftOut[name] ?? 0 })).filter(({ count }) => count > 0);
  });
  protected readonly explained = computed(() => EXPLAINED.filter((name) => (this.counts().leftOut[name] ?? 0) > 0));
  protected readonly variables = computed(() => {
    const [columns, mapping] = [this.#read.columns(), this.#read.mapping()];
    return (mapping?.variables ?? []).map((place) => columns[place]?.variable ?? '');
  });
  protected readonly place = computed(() => ({
    from: this.formats.number(this.from() + 1),
    to: this.formats.number(this.from() + this.rows().length),
    total: this.formats.number(this.total()),
  }));

  protected numberOf(digits: string): string {
    return groupedNumber(digits);
  }

  protected show(kind: RowKind, from: number): void {
    void this.#read.show(kind, from);
  }

  /** To the page before or behind, where there is one. */
  protected step(step: 1 | -1): void {
    const from = this.from() + step * PREVIEW_ROWS;
    if (from >= 0 && from < this.total()) this.show(this.kind(), from);
  }
}
