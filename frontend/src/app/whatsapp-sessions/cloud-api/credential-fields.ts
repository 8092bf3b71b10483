import { Component, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CloudApiLine } from '#contract/cloud-api';
import { Icon } from '../../ui';
import type { LineForm } from '../line-form';
import { credentialFields, type CredentialField } from './credentials';

/** What it takes to speak for a number at Meta, each with where it is found there. */
@Component({
  selector: 'app-credential-fields',
  imports: [Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'whatsappSessions'">
      @for (field of fields; track field) {
        @let id = prefix() + '-' + field;
        @let problem = form().problems()[field];
        <div class="field">
          <label class="field-label" [for]="id">{{ t('cloud.field.' + field + '.label') }}</label>
          <div class="control">
            <input
              #box
              class="input"
              autocomplete="off"
              autocapitalize="none"
              spellcheck="false"
              [id]="id"
              [type]="isSecret(field) && !shown().includes(field) ? 'password' : 'text'"
              [attr.inputmode]="isId(field) ? 'numeric' : null"
              [attr.aria-invalid]="problem !== undefined"
              [attr.aria-describedby]="id + '-note'"
              [placeholder]="placeholder(field) ?? (current() ? t('cloud.kept') : '')"
              [value]="form().typed()[field]"
              (input)="form().type(field, box.value)"
            />
            @if (isSecret(field)) {
              <button
                class="button button-icon"
                type="button"
                [attr.aria-pressed]="shown().includes(field)"
                [attr.aria-label]="t('cloud.show', { field: t('cloud.field.' + field + '.label') })"
                (click)="toggle(field)"
              >
                @if (shown().includes(field)) {
                  <svg appIcon="eye-off"></svg>
                } @else {
                  <svg appIcon="eye"></svg>
                }
              </button>
            }
          </div>
          <p [id]="id + '-note'" [class]="problem ? 'field-error' : 'field-hint'" aria-live="polite">
            {{ t(problem ?? 'cloud.field.' + field + '.hint') }}
          </p>
        </div>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr));
      gap: var(--space-4);
    }
    .field {
      align-content: start;
    }
    .control {
      position: relative;
    }
    .control:has(.button) .input {
      padding-right: 48px;
    }
    .button {
      position: absolute;
      top: 50%;
      right: 2px;
      color: var(--color-text-muted);
      translate: 0 -50%;
    }
  `,
})
export class CredentialFields {
  readonly form = input.required<LineForm>();
  /** The line as it is; null for a new one. What is left empty stays. */
  readonly current = input<CloudApiLine | null>(null);

  /** Of the fields' ids: two of these forms can be on the page. */
  readonly prefix = input('credential');

  protected readonly fields = credentialFields;
  protected readonly shown = signal<readonly CredentialField[]>([]);

  protected isSecret(field: CredentialField): boolean {
    return field === 'accessToken' || field === 'appSecret';
  }

  protected isId(field: CredentialField): boolean {
    return field === 'phoneNumberId' || field === 'businessAccountId';
  }

  /** What is there now; secrets are never shown again. */
  protected placeholder(field: CredentialField): string | null {
    const current = this.current();
    return current && field !== 'accessToken' && field !== 'appSecret' ? current[field] : null;
  }

  protected toggle(field: CredentialField): void {
    this.shown.update((shown) =>
      shown.includes(field) ? shown.filter((other) => other !== field) : [...shown, field],
    );
  }
}
