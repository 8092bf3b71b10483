import { Component, computed, inject, input, output, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { catchError, map, of, startWith, Subject } from 'rxjs';
import type { ListedContact } from '#contract/contacts';
import type { Contact } from '#contract/conversations';
import { contactName } from '../contact-names';
import { DebounceService } from '../debounce';
import { fetchPhoneNumberGroups, formatPhoneNumber, Formats } from '../i18n';
import { Avatar, Dialog } from '../ui';
import { MergingApi } from './merging-api';

const MOST = 20;

/** Finds whom a contact is to be merged with. Shown for as long as it exists. */
@Component({
  selector: 'app-merge-picker',
  imports: [Avatar, Dialog, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'contactMerging'">
      <app-dialog #dialog [heading]="t('picker.heading', { name: nameOf(contact()) })" (closed)="closed.emit()">
        <div class="field">
          <label class="field-label" for="merge-search">{{ t('picker.search') }}</label>
          <input
            #search
            class="input"
            id="merge-search"
            type="search"
            autocomplete="off"
            maxlength="100"
            (input)="typed.next(search.value)"
          />
        </div>
        <p class="hint" role="status">{{ said() }}</p>
        <ul>
          @for (one of found() ?? []; track one.id) {
            <li>
              <button type="button" class="button" (click)="pick(one, dialog)">
                <app-avatar [name]="nameOf(one)" [id]="one.id" [size]="32" />
                <span class="name">{{ nameOf(one) }}</span>
                <span class="number">{{ numberOf(one) }}</span>
              </button>
            </li>
          }
        </ul>
      </app-dialog>
    </ng-container>
  `,
  styles: `
    ul {
      display: grid;
      gap: var(--space-1);
      max-height: 50dvh;
      margin: var(--space-2) 0 0;
      padding: 0;
      list-style: none;
      overflow: auto;
    }
    li button {
      justify-content: start;
      width: 100%;
      height: auto;
      min-height: 44px;
      padding: var(--space-1) var(--space-2);
      border-color: transparent;
      text-align: start;
    }
    .name {
      flex: 1;
      min-width: 0;
      overflow-wrap: anywhere;
      white-space: normal;
    }
    .number {
      color: var(--color-text-muted);
      font-variant-numeric: tabular-nums;
    }
    .hint {
      min-height: 20px;
      margin-top: var(--space-2);
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
  `,
  // What closes it closes nothing behind it.
  host: { '(keydown.escape)': '$event.stopPropagation()' },
})
export class MergePicker {
  readonly #api = inject(MergingApi);
  readonly #formats = inject(Formats);
  readonly #transloco = inject(TranslocoService);

  readonly contact = input.required<Contact>();
  /** The id of the other one. */
  readonly picked = output<string>();
  readonly closed = output();

  protected readonly typed = new Subject<string>();
  /** Null while the first ones are on their way. */
  protected readonly found = signal<readonly ListedContact[] | null>(null);
  readonly #failed = signal(false);
  readonly #isMore = signal(false);
  protected readonly said = computed(() => {
    const count = this.found()?.length;
    if (this.#failed()) return this.#words('failed');
    if (count === undefined) return '';
    if (count === 0) return this.#words('nobody');
    if (this.#isMore()) return this.#words('most', count);
    return this.#words(count === 1 ? 'foundOne' : 'found', count);
  });

  constructor() {
    void fetchPhoneNumberGroups();
    const search = (text: string) =>
      // One more than are shown: the contact itself may be among them.
      this.#api.search(text, MOST + 1).pipe(
        map((page) => ({ page })),
        catchError(() => of({ page: null })),
      );
    this.typed
      .pipe(
        startWith(''),
        inject(DebounceService).latest(search, { atOnce: (text) => text === '' }),
        takeUntilDestroyed(),
      )
      .subscribe(({ page }) => {
        const others = page?.items.filter(({ id }) => id !== this.contact().id) ?? [];
        this.#failed.set(page === null);
        this.#isMore.set(others.length > MOST || Boolean(page?.nextCursor));
        this.found.set(others.slice(0, MOST));
      });
  }

  /** The keyboard goes back to where it came from, for the next dialog to take it from there. */
  protected pick({ id }: Contact, dialog: Dialog): void {
    dialog.close();
    this.picked.emit(id);
  }

  protected nameOf(contact: Contact): string {
    return contactName(contact) || this.#transloco.translate('contactMerging.nameless');
  }

  protected numberOf({ phoneNumber }: Contact): string {
    return phoneNumber === null ? '' : formatPhoneNumber(phoneNumber);
  }

  #words(key: string, count = 0): string {
    return this.#transloco.translate(`contactMerging.picker.${key}`, { count: this.#formats.number(count) });
  }
}
