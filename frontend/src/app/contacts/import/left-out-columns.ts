import { Component, computed, DOCUMENT, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import { EnhancedErrorHandlerService } from '../../errors';
import { Formats } from '../../i18n';
import { NameMaking } from './name-making';
import { isOursAside } from './reading/meanings';

/** A column that holds something of which nothing is imported. */
export interface LeftOutColumn {
  readonly place: number;
  /** Empty without one. */
  readonly title: string;
  /** What it is called here: its title, else by its place. */
  readonly name: string;
}

/** Of columns that are left out so many are named. */
const NAMED = 10;

/** Says which columns of a file are left out, and makes fields of contacts for them where that is wanted. For admins. */
@Component({
  selector: 'app-left-out-columns',
  imports: [RouterLink, TranslocoDirective, TranslocoPipe],
  template: `
    <ng-container *transloco="let t; prefix: 'contacts.import.columns'">
      <p role="status">
        @if (columns().length > 0) {
          {{ t(columns().length === 1 ? 'leftOutOne' : 'leftOut', { count: formats.number(columns().length) }) }}
          <strong>{{ shown() }}</strong>
          @if (columns().length > most) {
            {{ 'contacts.import.choices.more' | transloco: { count: formats.number(columns().length - most) } }}
          }
        }
      </p>
      @if (offered().length > 0) {
        <div class="offers" role="group" [attr.aria-label]="t('makeHint')">
          <span class="field-hint">{{ t('makeHint') }}</span>
          @for (column of offered(); track column.place) {
            <button
              type="button"
              class="button"
              [attr.aria-disabled]="making() !== null || null"
              (click)="make(column)"
            >
              {{ t('make', { name: column.title }) }}
            </button>
          }
        </div>
      }
      @if (kept().length > offered().length) {
        <p class="field-hint">
          @if (isAdmin()) {
            {{ t('field') }}
            <a routerLink="/settings/team" target="_blank">{{ t('fieldLink') }}</a>
          } @else {
            {{ t('askAdmin') }}
          }
        </p>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-2);
      min-width: 0;
      overflow-wrap: anywhere;
    }
    p:empty {
      display: none;
    }
    .offers {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
      align-items: center;
    }
    .button {
      max-width: 100%;
      height: auto;
      white-space: normal;
    }
  `,
})
export class LeftOutColumns {
  readonly #document = inject(DOCUMENT);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #making = inject(NameMaking);
  protected readonly formats = inject(Formats);
  protected readonly isAdmin = this.#making.isAdmin;
  protected readonly most = NAMED;

  readonly columns = input.required<readonly LeftOutColumn[]>();
  /** The ids of fields that columns are imported into already. */
  readonly used = input.required<readonly string[]>();
  /** A column is to be imported into this field. */
  readonly given = output<{ place: number; fieldId: string }>();

  /** The place of the column whose field is being made. */
  protected readonly making = signal<number | null>(null);
  protected readonly shown = computed(() =>
    this.columns()
      .slice(0, NAMED)
      .map(({ name }) => name)
      .join(', '),
  );
  /** What our own export says besides, such as the last contact, the list knows by itself. */
  protected readonly kept = computed(() => this.columns().filter(({ title }) => !isOursAside(title)));
  protected readonly offered = computed(() =>
    this.kept().filter(({ title }) => this.#making.canMakeField(title, this.used())),
  );

  protected async make({ place, title }: LeftOutColumn): Promise<void> {
    if (this.making() !== null) return;
    this.making.set(place);
    try {
      const fieldId = await this.#making.makeField(title);
      // The button goes with the column.
      this.#document.getElementById(`meaning-${String(place)}`)?.focus();
      this.given.emit({ place, fieldId });
    } catch (error) {
      this.#errors.tellFailure(error);
    } finally {
      this.making.set(null);
    }
  }
}
