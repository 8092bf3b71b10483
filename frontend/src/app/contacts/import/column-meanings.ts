import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import type { ShownColumn } from '../../table-files/columns';
import { HeadingChoice } from '../../table-files/heading-choice';
import type { PossibleHeading } from '../../table-files/reader-requests';
import { TeamSettings } from '../../team-settings';
import { type LeftOutColumn, LeftOutColumns } from './left-out-columns';
import type { ContactMapping, ContactTable } from './reading/contact-reader';
import { type Meaning, NAME_PARTS, withMeaning } from './reading/meanings';

const MEANINGS = ['ignore', 'number', 'name', ...NAME_PARTS, 'stage', 'labels', 'notes'] as const;

const NAMES: ReadonlySet<Meaning> = new Set<Meaning>(['name', ...NAME_PARTS]);

/** What each column of a file holds: one of what is known of contacts, or nothing that is wanted. */
@Component({
  selector: 'app-column-meanings',
  imports: [HeadingChoice, LeftOutColumns, TranslocoDirective, TranslocoPipe],
  template: `
    <app-heading-choice [headings]="headings()" [chosen]="mapping().heading" (changed)="take($event)" />
    <fieldset *transloco="let t; prefix: 'contacts.import.columns'">
      <legend class="field-label">{{ t('heading') }}</legend>
      <app-left-out-columns
        [columns]="leftOut()"
        [used]="used()"
        (given)="give($event.place, 'field/' + $event.fieldId)"
      />
      <ul>
        @for (column of named(); track column.place) {
          <li class="field">
            <label class="field-label" [for]="'meaning-' + column.place">
              {{ column.title || ('tableFiles.columns.untitled' | transloco: { place: column.place + 1 }) }}
            </label>
            <select
              #choice
              class="input"
              [id]="'meaning-' + column.place"
              [attr.aria-describedby]="'samples-' + column.place"
              (change)="give(column.place, choice.value)"
            >
              @for (one of meanings; track one) {
                <option [value]="one" [selected]="column.meaning === one">{{ t('meaning.' + one) }}</option>
              }
              @for (field of fields(); track field.id) {
                <option [value]="'field/' + field.id" [selected]="column.meaning === 'field/' + field.id">
                  {{ field.name }}
                </option>
              }
            </select>
            <p class="field-hint" [id]="'samples-' + column.place">{{ column.samples.join(' · ') }}</p>
          </li>
        }
      </ul>
      <p class="field-hint" aria-live="polite">{{ hasNames() ? '' : t('nameless') }}</p>
    </fieldset>
  `,
  styleUrl: '../../ui/ticks.css',
  styles: `
    :host {
      display: grid;
      gap: var(--space-4);
      min-width: 0;
    }
    fieldset {
      display: grid;
      gap: var(--space-2);
    }
    legend {
      margin-bottom: var(--space-2);
    }
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(220px, 100%), 1fr));
      gap: var(--space-3);
    }
    li {
      align-content: start;
      min-width: 0;
    }
    .field-hint:empty {
      display: none;
    }
    li .field-label,
    li .field-hint {
      display: block;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
  `,
})
export class ColumnMeanings {
  protected readonly fields = inject(TeamSettings).contactFields;
  protected readonly meanings = MEANINGS;

  readonly headings = input.required<readonly PossibleHeading<ContactTable>[]>();
  readonly columns = input.required<readonly ShownColumn[]>();
  readonly mapping = input.required<ContactMapping>();
  readonly leftOut = input.required<readonly LeftOutColumn[]>();
  readonly changed = output<ContactMapping>();

  protected readonly named = computed(() =>
    this.columns().map((column, place) => ({ ...column, place, meaning: this.mapping().meanings[place] ?? 'ignore' })),
  );

  protected readonly hasNames = computed(() => this.mapping().meanings.some((one) => NAMES.has(one)));
  protected readonly used = computed(() => this.mapping().meanings.map((one) => one.replace(/^field\//, '')));

  protected take({ mapping }: PossibleHeading<ContactTable>): void {
    this.changed.emit(mapping);
  }

  protected give(place: number, meaning: string): void {
    const { heading, meanings } = this.mapping();
    this.changed.emit({ heading, meanings: withMeaning(meanings, place, meaning as Meaning) });
  }
}
