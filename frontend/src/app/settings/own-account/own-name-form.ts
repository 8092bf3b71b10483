import { Component, effect, inject } from '@angular/core';
import { maxLength } from '@angular/forms/signals';
import { TranslocoDirective } from '@jsverse/transloco';
import { Notices } from '../../errors';
import { SignInStore } from '../../sign-in';
import { FormFooter } from '../forms/form-footer';
import { notBlank } from '../forms/not-blank';
import { SavedForm } from '../forms/saved-form';
import { TextField } from '../forms/text-field';

/** The name under which colleagues see a person. */
@Component({
  selector: 'app-own-name-form',
  imports: [FormFooter, TextField, TranslocoDirective],
  template: `
    <form *transloco="let t; prefix: 'settings.profile'" novalidate (submit)="save($event)">
      <app-text-field
        [label]="t('name')"
        [hint]="t('nameHint')"
        autocomplete="name"
        [field]="form.tree.name"
        [tried]="form.tried()"
      />
      <app-form-footer [form]="form" [action]="t('saveName')" />
    </form>
  `,
  styleUrl: '../forms/form.css',
})
export class OwnNameForm {
  readonly #signIn = inject(SignInStore);
  readonly #notices = inject(Notices);

  protected readonly form = new SavedForm({
    from: { name: this.#signIn.user()?.name ?? '' },
    schema: (path) => {
      notBlank(path.name);
      maxLength(path.name, 80);
    },
    send: ({ name }) => this.#signIn.rename(name.trim()),
  });

  constructor() {
    effect(() => {
      const user = this.#signIn.user();
      if (user) this.form.follow({ name: user.name });
    });
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (await this.form.save()) this.#notices.success('settings.profile.nameSaved');
  }
}
