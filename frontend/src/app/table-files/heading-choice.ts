import { Component, computed, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { PossibleHeading, TableKind } from './reader-requests';

let choices = 0;

/** Asks which row of a file has the names of its columns, and says what was taken for it. */
@Component({
  selector: 'app-heading-choice',
  imports: [TranslocoDirective],
  template: `
    <div class="field" *transloco="let t; prefix: 'tableFiles.heading'">
      <label class="field-label" [for]="id">{{ t('label') }}</label>
      <select #row class="input" [id]="id" [attr.aria-describedby]="id + '-hint'" (change)="choose(row.value)">
        @for (one of shown(); track one.line; let index = $index) {
          <option [value]="index" [selected]="one.isChosen">
            {{ one.line === null ? t('none') : t('row', { line: one.line, titles: one.titles }) }}
          </option>
        }
      </select>
      <p class="field-hint" [id]="id + '-hint'" aria-live="polite">{{ t(hint()) }}</p>
    </div>
  `,
  styles: `
    .field {
      max-width: 480px;
    }
  `,
})
export class HeadingChoice<Kind extends TableKind> {
  readonly headings = input.required<readonly PossibleHeading<Kind>[]>();
  /** The place of the row that has them; null for none. */
  readonly chosen = input.required<number | null>();
  readonly changed = output<PossibleHeading<Kind>>();

  /** There may be several on one page. */
  protected readonly id = `heading-choice-${++choices}`;
  protected readonly shown = computed(() =>
    this.headings().map(({ line, columns, mapping }) => ({
      line,
      titles: columns.flatMap(({ title }) => (title === '' ? [] : [title])).join(' · '),
      isChosen: mapping.heading === this.chosen(),
    })),
  );
  protected readonly hint = computed(() => {
    const place = this.chosen();
    if (place === null) return 'hint.none';
    return place === 0 ? 'hint.first' : 'hint.below';
  });

  protected choose(index: string): void {
    const heading = this.headings()[Number(index)];
    if (heading) this.changed.emit(heading);
  }
}
