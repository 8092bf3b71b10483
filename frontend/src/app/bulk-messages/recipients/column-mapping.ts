import { Component, computed, input, output } from '@angular/core';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import { HeadingChoice } from '../../table-files/heading-choice';
import type { PossibleHeading } from '../../table-files/reader-requests';
import { marked } from '../message/marked';
import type { ColumnMapping as Mapping } from './reading/columns';
import type { RecipientTable } from './reading/recipient-reader';
import type { ShownColumn } from './reading/recipient-rows';

/** What the columns of a file mean: which has the numbers, which the names, and which come along as variables. */
@Component({
  selector: 'app-column-mapping',
  imports: [HeadingChoice, TranslocoDirective, TranslocoPipe],
  template: `
    <ng-container *transloco="let t; prefix: 'bulkMessages.columns'">
      <app-heading-choice [headings]="headings()" [chosen]="mapping().heading" (changed)="take($event)" />
      <div class="choices">
        <div class="field">
          <label class="field-label" for="column-number">{{ t('number') }}</label>
          <select #number class="input" id="column-number" (change)="change({ number: +number.value })">
            @for (column of named(); track column.place) {
              <option [value]="column.place" [selected]="column.place === mapping().number">
                {{ column.title || ('tableFiles.columns.untitled' | transloco: { place: column.place + 1 }) }}
              </option>
            }
          </select>
          <p class="field-hint">{{ samplesOf(mapping().number) }}</p>
        </div>
        <div class="field">
          <label class="field-label" for="column-name">{{ t('name') }}</label>
          <select #name class="input" id="column-name" (change)="setName(name.value)">
            <option value="" [selected]="mapping().name.length === 0">{{ t('none') }}</option>
            @if (joined(); as joined) {
              <option [value]="joined.value" [selected]="mapping().name.length > 1">{{ joined.title }}</option>
            }
            @for (column of named(); track column.place) {
              <option
                [value]="column.place"
                [selected]="mapping().name.length === 1 && column.place === mapping().name[0]"
              >
                {{ column.title || ('tableFiles.columns.untitled' | transloco: { place: column.place + 1 }) }}
              </option>
            }
          </select>
          <p class="field-hint">{{ mapping().name.length === 1 ? samplesOf(mapping().name[0] ?? 0) : '' }}</p>
        </div>
      </div>
      @if (others().length > 0) {
        <fieldset>
          <legend class="field-label">{{ t('variables') }}</legend>
          <p class="field-hint">{{ t('variablesHint') }}</p>
          <div class="ticks">
            @for (column of others(); track column.place) {
              <label class="tick">
                <input
                  #box
                  type="checkbox"
                  [checked]="mapping().variables.includes(column.place)"
                  (change)="setVariable(column.place, box.checked)"
                />
                <code>{{ marked(column.variable) }}</code>
              </label>
            }
          </div>
        </fieldset>
      }
    </ng-container>
  `,
  styleUrls: ['../../ui/ticks.css', './column-mapping.css'],
})
export class ColumnMapping {
  protected readonly marked = marked;

  readonly headings = input.required<readonly PossibleHeading<RecipientTable>[]>();
  readonly columns = input.required<readonly ShownColumn[]>();
  readonly mapping = input.required<Mapping>();
  readonly changed = output<Mapping>();

  protected readonly named = computed(() => this.columns().map((column, place) => ({ ...column, place })));
  protected readonly others = computed(() => {
    const { number, name } = this.mapping();
    return this.named().filter(({ place }) => place !== number && !name.includes(place));
  });
  /** The columns that make up a name together, if the file has it in parts. */
  protected readonly joined = computed(() => {
    const guessed =
      this.headings().find(({ mapping }) => mapping.heading === this.mapping().heading)?.mapping.name ?? [];
    if (guessed.length < 2) return null;
    return { value: guessed.join(), title: guessed.map((place) => this.columns()[place]?.title ?? '').join(' + ') };
  });

  protected samplesOf(place: number): string {
    return (this.columns()[place]?.samples ?? []).join(' · ');
  }

  protected take({ mapping }: PossibleHeading<RecipientTable>): void {
    this.changed.emit(mapping);
  }

  protected change(change: Partial<Mapping>): void {
    const { heading, number, name, variables } = { ...this.mapping(), ...change };
    // One column means one thing.
    const names = name.filter((place) => place !== number);
    this.changed.emit({
      heading,
      number,
      name: names,
      variables: variables.filter((place) => place !== number && !names.includes(place)),
    });
  }

  protected setName(places: string): void {
    this.change({ name: places === '' ? [] : places.split(',').map(Number) });
  }

  protected setVariable(place: number, isWanted: boolean): void {
    const others = this.mapping().variables.filter((other) => other !== place);
    this.change({ variables: isWanted ? [...others, place].toSorted((one, other) => one - other) : others });
  }
}
