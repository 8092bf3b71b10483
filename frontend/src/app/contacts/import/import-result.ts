import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import { IMPORT_REFUSALS } from '#contract/contact-limits';
import { ROW_PROBLEMS, type RowCounts } from '../../table-files/checked-rows';
import { Formats } from '../../i18n';
import { Icon } from '../../ui';
import type { ImportOutcome } from './contact-upload';
import type { LeftOutColumn } from './left-out-columns';
import type { MadeNames } from './name-making';

/** Of what was made or left out so many are named. */
const NAMED = 10;

/** What came of an import, and why rows were left out. */
@Component({
  selector: 'app-import-result',
  imports: [Icon, RouterLink, TranslocoDirective, TranslocoPipe],
  template: `
    <section class="card" *transloco="let t; prefix: 'contacts.import.result'">
      <h3 tabindex="-1" id="import-result">{{ t('heading') }}</h3>
      <div role="status">
        <ul>
          @for (one of counts(); track one.name) {
            <li>{{ t(one.name, { count: formats.number(one.count) }) }}</li>
          }
        </ul>
      </div>
      @for (one of named(); track one.name) {
        <p class="names">
          {{ t(one.name, { count: formats.number(one.titles.length) }) }} {{ one.titles.slice(0, most).join(', ') }}
          @if (one.titles.length > most) {
            {{ 'contacts.import.choices.more' | transloco: { count: formats.number(one.titles.length - most) } }}
          }
        </p>
      }
      @if (leftOut() > 0) {
        <p>{{ t('leftOut', { count: formats.number(leftOut()) }) }}</p>
        <ul class="why">
          @for (one of problems(); track one.name) {
            <li>{{ 'tableFiles.rows.count.' + one.name | transloco: { count: formats.number(one.count) } }}</li>
          }
          @for (one of reasons(); track one.name) {
            <li>{{ 'contacts.import.reason.' + one.name | transloco }}: {{ formats.number(one.count) }}</li>
          }
        </ul>
      }
      <div class="actions">
        <a class="button button-primary" routerLink="/contacts">{{ t('see') }}</a>
        @if (leftOut() > 0) {
          <button type="button" class="button" (click)="fileWanted.emit()">
            <svg appIcon="download"></svg>{{ t('download') }}
          </button>
        }
        <button type="button" class="button" (click)="anotherWanted.emit()">{{ t('another') }}</button>
      </div>
    </section>
  `,
  styles: `
    section {
      display: grid;
      gap: var(--space-3);
      padding: var(--space-5);
    }
    .why {
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
    .names {
      overflow-wrap: anywhere;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }
  `,
})
export class ImportResult {
  protected readonly formats = inject(Formats);
  protected readonly most = NAMED;

  readonly outcome = input.required<ImportOutcome>();
  /** What was wrong with rows before any was brought to the server. */
  readonly read = input.required<RowCounts | null>();
  /** Columns of which nothing was imported. */
  readonly columns = input.required<readonly LeftOutColumn[]>();
  readonly made = input.required<MadeNames>();
  readonly fileWanted = output();
  readonly anotherWanted = output();

  protected readonly counts = computed(() => {
    const { created, changed, unchanged, optedOut } = this.outcome();
    const all = [
      { name: 'created', count: created },
      { name: 'changed', count: changed },
      { name: 'unchanged', count: unchanged },
    ];
    return optedOut > 0 ? [...all, { name: 'optedOut', count: optedOut }] : all;
  });
  protected readonly named = computed(() => {
    const { stages, labels, fields } = this.made();
    return [
      { name: 'stages', titles: stages },
      { name: 'labels', titles: labels },
      { name: 'fields', titles: fields },
      { name: 'columns', titles: this.columns().map(({ name }) => name) },
    ].filter(({ titles }) => titles.length > 0);
  });
  protected readonly problems = computed(() => {
    const leftOut = this.read()?.leftOut ?? {};
    return ROW_PROBLEMS.map((name) => ({ name, count: leftOut[name] ?? 0 })).filter(({ count }) => count > 0);
  });
  protected readonly reasons = computed(() => {
    const { leftOut } = this.outcome();
    return IMPORT_REFUSALS.map((name) => ({
      name,
      count: leftOut.filter(({ reason }) => reason === name).length,
    })).filter(({ count }) => count > 0);
  });
  protected readonly leftOut = computed(() =>
    [...this.problems(), ...this.reasons()].reduce((sum, { count }) => sum + count, 0),
  );
}
