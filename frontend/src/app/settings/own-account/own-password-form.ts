import { Component, inject } from '@angular/core';
import { maxLength, minLength, required } from '@angular/forms/signals';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ChangePasswordRequest } from '#contract/accounts';
import { ApiClient } from '../../api';
import { Notices } from '../../errors';
import { SignInStore } from '../../sign-in';
import { FormFooter } from '../forms/form-footer';
import { SavedForm } from '../forms/saved-form';
import { TextField } from '../forms/text-field';

const nothing: ChangePasswordRequest = { currentPassword: '', newPassword: '' };

/** A new password of one's own, which ends one's other sign-ins. */
@Component({
  selector: 'app-own-password-form',
  imports: [FormFooter, TextField, TranslocoDirective],
  template: `
    <form *transloco="let t; prefix: 'settings.profile'" novalidate (submit)="save($event)">
      <div>
        <h3>{{ t('passwordHeading') }}</h3>
        <p class="note">{{ t('passwordNote') }}</p>
      </div>
      <!-- For password managers: whose password it is. -->
      <input type="email" autocomplete="username" [value]="email()" readonly hidden />
      <app-text-field
        type="password"
        autocomplete="current-password"
        [label]="t('currentPassword')"
        [field]="form.tree.currentPassword"
        [tried]="form.tried()"
      />
      <app-text-field
        type="password"
        autocomplete="new-password"
        [label]="t('newPassword')"
        [hint]="t('newPasswordHint')"
        [field]="form.tree.newPassword"
        [tried]="form.tried()"
      />
      <app-form-footer [form]="form" [action]="t('changePassword')" />
    </form>
  `,
  styleUrl: '../forms/form.css',
})
export class OwnPasswordForm {
  readonly #api = inject(ApiClient);
  readonly #notices = inject(Notices);
  readonly #user = inject(SignInStore).user;
  protected readonly email = () => this.#user()?.email ?? '';

  protected readonly form = new SavedForm<ChangePasswordRequest>({
    from: nothing,
    schema: (path) => {
      required(path.currentPassword);
      maxLength(path.currentPassword, 200);
      required(path.newPassword);
      minLength(path.newPassword, 10);
      maxLength(path.newPassword, 200);
    },
    send: (change) => this.#api.post('/auth/me/password', change),
    wordFor: ({ errors }) => (errors.some(({ path }) => path === 'currentPassword') ? 'wrongPassword' : undefined),
  });

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (!(await this.form.save())) return;
    this.form.reset(nothing);
    this.#notices.success('settings.profile.passwordChanged');
  }
}
