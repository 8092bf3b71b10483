import { Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { Labels } from '../../labels';
import { TeamSettings } from '../../team-settings';
import { Icon } from '../../ui';
import { LAST_CONTACTS } from './last-contact';
import { ShownColumns } from './shown-columns';

/** What the address of the list says of it; null takes something out of it. */
export interface ListAddress {
  q?: string | null;
  stage?: string | null;
  label?: string | null;
  last?: string | null;
  view?: 'board' | 'duplicates' | null;
}

/** For contacts in no stage. */
export const NO_STAGE = 'none';

/** Which contacts are listed, and which of the client's own fields are shown of them. */
@Component({
  selector: 'app-contact-filters',
  imports: [Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'contacts'">
      <label class="search">
        <span class="visually-hidden">{{ t('search') }}</span>
        <svg appIcon="search"></svg>
        <input
          #search
          class="input"
          type="search"
          autocomplete="off"
          [value]="q()"
          [placeholder]="t('search')"
          (input)="typed.emit(search.value)"
        />
      </label>
      <button
        type="button"
        class="button narrow"
        [attr.aria-expanded]="isOpen()"
        [class.narrows]="narrowing() > 0"
        (click)="isOpen.set(!isOpen())"
      >
        <svg appIcon="sliders-horizontal"></svg>
        {{ narrowing() > 0 ? t('filtersOf', { count: narrowing() }) : t('filters') }}
      </button>
      @if (!isBoard()) {
        <select
          #stages
          class="input"
          [attr.aria-label]="t('column.stage')"
          (change)="wanted.emit({ stage: stages.value || null })"
        >
          <option value="">{{ t('anyStage') }}</option>
          @for (one of settings.stages(); track one.id) {
            <option [value]="one.id" [selected]="stage() === one.id">{{ one.name }}</option>
          }
          <option [value]="noStage" [selected]="stage() === noStage">{{ t('noStage') }}</option>
        </select>
      }
      <select
        #labelled
        class="input"
        [attr.aria-label]="t('label')"
        (change)="wanted.emit({ label: labelled.value || null })"
      >
        <option value="">{{ t('anyLabel') }}</option>
        @for (one of labels.all(); track one.id) {
          <option [value]="one.id" [selected]="label() === one.id">{{ one.name }}</option>
        }
      </select>
      <select
        #when
        class="input"
        [attr.aria-label]="t('column.last')"
        (change)="wanted.emit({ last: when.value || null })"
      >
        <option value="">{{ t('anyTime') }}</option>
        @for (one of lastContacts; track one) {
          <option [value]="one" [selected]="last() === one">{{ t('last.' + one) }}</option>
        }
      </select>
      @if (!isBoard() && settings.contactFields().length > 0) {
        <button type="button" class="button" popovertarget="contact-columns">
          <svg appIcon="sliders-horizontal"></svg>{{ t('columns') }}
        </button>
        <div id="contact-columns" class="card columns" popover role="group" [attr.aria-label]="t('columns')">
          @for (field of settings.contactFields(); track field.id) {
            <label>
              <input
                #tick
                type="checkbox"
                [checked]="columns.fields().includes(field)"
                (change)="columns.choose(field.id, tick.checked)"
              />
              {{ field.name }}
            </label>
          }
        </div>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }
    .search {
      position: relative;
      flex: 1 1 220px;
    }
    .search svg {
      position: absolute;
      inset: 0 auto 0 var(--space-3);
      width: 18px;
      height: 100%;
      color: var(--color-text-muted);
    }
    .search .input {
      padding-left: 38px;
    }
    .narrow {
      display: none;
    }
    select {
      flex: 0 1 200px;
      width: auto;
      min-width: 0;
    }
    .button {
      min-height: 40px;
    }
    .columns {
      max-height: 60dvh;
      padding: var(--space-3);
      overflow: auto;
      color: var(--color-text);
      box-shadow: var(--shadow-floating);
    }
    .columns label {
      display: flex;
      gap: var(--space-2);
      align-items: center;
      min-height: 36px;
      cursor: pointer;
    }
    .columns input {
      flex: none;
      width: 18px;
      height: 18px;
      accent-color: var(--color-accent);
    }
    @media (max-width: 700px) {
      .search {
        flex-basis: 160px;
      }
      /* Those who want them open them, in one line, whatever stands in them. */
      select {
        flex: 1 1 0;
        padding-inline: var(--space-2);
        text-overflow: ellipsis;
      }
      .button,
      :host(:not(.open)) select {
        display: none;
      }
      .narrow {
        display: inline-flex;
      }
      .narrows {
        border-color: var(--color-accent);
        color: var(--color-accent);
      }
    }
  `,
  host: { '[class.open]': 'isOpen()' },
})
export class ContactFilters {
  protected readonly columns = inject(ShownColumns);
  protected readonly labels = inject(Labels);
  protected readonly settings = inject(TeamSettings);
  protected readonly lastContacts = LAST_CONTACTS;
  protected readonly noStage = NO_STAGE;

  readonly q = input('');
  /** The id of a stage, or `none`. */
  readonly stage = input<string>();
  readonly label = input<string>();
  readonly last = input<string>();
  /** Whether all stages are shown, and no columns of fields. */
  readonly isBoard = input(false);
  /** Whether a phone shows what narrows the list down besides the search. */
  protected readonly isOpen = signal(false);
  /** How many of them do. */
  protected readonly narrowing = computed(
    () => [this.isBoard() ? undefined : this.stage(), this.label(), this.last()].filter(Boolean).length,
  );
  readonly typed = output<string>();
  readonly wanted = output<ListAddress>();
}
