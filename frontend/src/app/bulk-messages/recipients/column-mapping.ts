import { Component, computed, input, output } from '@angular/core';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import { marked } from '../message/marked';
import type { ColumnMapping as Mapping } from './reading/columns';
import type { ShownColumn } from './reading/recipient-rows';

/** What the columns of a file mean: which has the numbers, which the names, and which come along as variables. */
@Component({
  selector: 'app-column-mapping',
  imports: [TranslocoDirective, TranslocoPipe],
  template: `
    <ng-container *transloco="let t; prefix: 'bulkMessages.columns'">
      <label class="tick">
        <input #titles type="checkbox" [checked]="mapping().hasHeader" (change)="setTitled(titles.checked)" />
        {{ 'tableFiles.columns.titled' | transloco }}
      </label>
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
            <option value="" [selected]="mapping().name === null">{{ t('none') }}</option>
            @for (column of named(); track column.place) {
              <option [value]="column.place" [selected]="column.place === mapping().name">
                {{ column.title || ('tableFiles.columns.untitled' | transloco: { place: column.place + 1 }) }}
              </option>
            }
          </select>
          <p class="field-hint">{{ mapping().name === null ? '' : samplesOf(mapping().name ?? 0) }}</p>
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
  styleUrl: './column-mapping.css',
})
export class ColumnMapping {
  protected readonly marked = marked;

  readonly columns = input.required<readonly ShownColumn[]>();
  readonly mapping = input.required<Mapping>();
  readonly changed = output<Mapping>();

  protected readonly named = computed(() => this.columns().map((column, place) => ({ ...column, place })));
  protected readonly others = computed(() => {
    const { number, name } = this.mapping();
    return this.named().filter(({ place }) => place !== number && place !== name);
  });

  protected samplesOf(place: number): string {
    return (this.columns()[place]?.samples ?? []).join(' · ');
  }

  protected change(change: Partial<Mapping>): void {
    const { number, name, variables, hasHeader } = { ...this.mapping(), ...change };
    // One column means one thing.
    const isName = name !== number ? name : null;
    this.changed.emit({
      hasHeader,
      number,
      name: isName,
      variables: variables.filter((place) => place !== number && place !== isName),
    });
  }

  /** Without titles nothing says what a column is about: none comes along until somebody wants it to. */
  protected setTitled(hasHeader: boolean): void {
    const variables = hasHeader ? this.others().map(({ place }) => place) : [];
    this.change({ hasHeader, variables });
  }

  protected setName(place: string): void {
    this.change({ name: place === '' ? null : Number(place) });
  }

  protected setVariable(place: number, isWanted: boolean): void {
    const others = this.mapping().variables.filter((other) => other !== place);
    this.change({ variables: isWanted ? [...others, place].toSorted((one, other) => one - other) : others });
  }
}
