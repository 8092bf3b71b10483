import { Component, computed, inject, output, signal, viewChild } from '@angular/core';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import type { Contact } from '#contract/conversations';
import { toApiError } from '../api';
import { sortError } from '../errors';
import { Lines } from '../lines';
import { PhoneNumberField } from '../phone-numbers';
import { TeamSettings } from '../team-settings';
import { Dialog } from '../ui';
import { ContactsApi } from './list/contacts-api';

/** Writes down somebody who has not written yet. Shown for as long as it exists. */
@Component({
  selector: 'app-contact-dialog',
  imports: [Dialog, PhoneNumberField, TranslocoDirective, TranslocoPipe],
  template: `
    <ng-container *transloco="let t; prefix: 'contacts.dialog'">
      <app-dialog [heading]="t('heading')" [holdsWork]="holdsWork()" (closed)="closed.emit()">
        <form novalidate (submit)="$event.preventDefault(); save()">
          <div class="field">
            <label class="field-label" for="contact-name">{{ t('name') }}</label>
            <input
              #nameField
              class="input"
              id="contact-name"
              maxlength="120"
              autocomplete="off"
              aria-describedby="contact-name-note"
              [value]="name()"
              [attr.aria-invalid]="(tried() && isNameless()) || null"
              (input)="name.set(nameField.value)"
            />
            <p class="field-error" id="contact-name-note" role="alert">
              {{ tried() && isNameless() ? t('nameMissing') : '' }}
            </p>
          </div>
          <app-phone-number-field
            [label]="t('number')"
            [neighbour]="neighbour()"
            [refusal]="takenBy() ? t('taken') : null"
            (typed)="takenBy.set(null)"
          />
          @if (takenBy(); as id) {
            <button type="button" class="button other" (click)="made.emit({ id })">{{ t('openOther') }}</button>
          }
          <div class="field">
            <label class="field-label" for="contact-stage">{{ t('stage') }}</label>
            <select #stageField class="input" id="contact-stage" (change)="stage.set(stageField.value)">
              <option value="">{{ 'contacts.noStage' | transloco }}</option>
              @for (one of settings.stages(); track one.id) {
                <option [value]="one.id" [selected]="stage() === one.id">{{ one.name }}</option>
              }
            </select>
          </div>
          <p class="field-error" role="alert">{{ failure() ? (failure() | transloco) : '' }}</p>
          <div class="actions">
            <button type="submit" class="button button-primary" [attr.aria-disabled]="saving() || null">
              {{ t('save') }}
            </button>
          </div>
        </form>
      </app-dialog>
    </ng-container>
  `,
  styles: `
    form {
      display: grid;
      gap: var(--space-3);
    }
    .actions {
      display: flex;
      justify-content: end;
    }
    .other {
      justify-self: start;
    }
    .field-error:empty {
      display: none;
    }
  `,
})
export class ContactDialog {
  readonly #api = inject(ContactsApi);
  readonly #lines = inject(Lines).all;
  protected readonly settings = inject(TeamSettings);

  /** The contact that was added, or the one that has the number already. */
  readonly made = output<Pick<Contact, 'id'>>();
  readonly closed = output();

  protected readonly name = signal('');
  protected readonly stage = signal('');
  protected readonly tried = signal(false);
  protected readonly saving = signal(false);
  protected readonly failure = signal('');
  /** The id of whoever has the number. */
  protected readonly takenBy = signal<string | null>(null);
  protected readonly isNameless = computed(() => this.name().trim() === '');
  protected readonly holdsWork = computed(() => !this.isNameless());
  /** People of the country of the client's lines need not type its code. */
  protected readonly neighbour = computed(
    () => this.#lines().find(({ lastPhoneNumber }) => lastPhoneNumber !== null)?.lastPhoneNumber ?? null,
  );
  private readonly number = viewChild.required(PhoneNumberField);

  protected save(): void {
    this.tried.set(true);
    this.failure.set('');
    const phoneNumber = this.number().demand();
    if (phoneNumber === null || this.isNameless() || this.saving()) return;
    this.saving.set(true);
    const stage = this.stage();
    this.#api.add({ phoneNumber, name: this.name().trim(), ...(stage && { stage }) }).subscribe({
      next: ({ contact }) => {
        this.made.emit(contact);
      },
      error: (error: unknown) => {
        this.saving.set(false);
        const { type, problem } = toApiError(error);
        if (type === 'conflict') this.takenBy.set((problem as { contactId: string }).contactId);
        else this.failure.set(sortError(error).message);
      },
    });
  }
}
