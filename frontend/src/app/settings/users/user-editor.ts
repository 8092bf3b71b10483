import { Component, computed, inject, input, type OnInit, output } from '@angular/core';
import { FormField, maxLength, validate } from '@angular/forms/signals';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CreateUserRequest, User } from '#contract/accounts';
import { SignInStore } from '../../sign-in';
import { type Choice, ChoiceList } from '../forms/choice-list';
import { FormDialog } from '../forms/form-dialog';
import { notBlank } from '../forms/not-blank';
import { SavedForm } from '../forms/saved-form';
import { TextField } from '../forms/text-field';
import { firstPassword } from './first-password';
import type { GivenPassword } from './password-dialog';
import { TeamMembers } from './team-members';

type EditableRole = CreateUserRequest['role'];

const ROLES: readonly Choice<EditableRole>[] = (['agent', 'admin'] as const).map((value) => ({
  value,
  name: `settings.users.${value}`,
  hint: `settings.users.${value}Hint`,
}));

/** No more than what a slip would break; the server looks closer. */
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Who somebody is and what they may, of a new person or of one of the team. A new one gets a password made here. */
@Component({
  selector: 'app-user-editor',
  imports: [ChoiceList, FormDialog, FormField, TextField, TranslocoDirective],
  template: `
    <app-form-dialog
      *transloco="let t; prefix: 'settings.users'"
      [heading]="t(user() ? 'edit' : 'new')"
      [action]="t(user() ? 'save' : 'add')"
      [form]="form"
      (saved)="tellPassword()"
      (closed)="closed.emit()"
    >
      <app-text-field [label]="t('name')" [field]="form.tree.name" [tried]="form.tried()" />
      @if (user(); as user) {
        <p class="field-hint">{{ user.email }}</p>
      } @else {
        <app-text-field
          type="email"
          [label]="t('email')"
          [hint]="t('emailHint')"
          [field]="form.tree.email"
          [tried]="form.tried()"
        />
      }
      @if (isSelf()) {
        <p class="field-hint">{{ t('ownRole') }}</p>
      } @else {
        <app-choice-list [legend]="t('role')" [choices]="roles" [formField]="form.tree.role" />
        @if (hasNewRole()) {
          <p class="field-hint" role="status">{{ t('roleEndsSignIns') }}</p>
        }
      }
    </app-form-dialog>
  `,
})
export class UserEditor implements OnInit {
  readonly #members = inject(TeamMembers);
  readonly #self = inject(SignInStore).user;
  readonly #password = firstPassword();
  protected readonly roles = ROLES;

  /** The one to change; null for a new one. */
  readonly user = input.required<User | null>();
  readonly closed = output();
  /** A new person can sign in with this. */
  readonly given = output<GivenPassword>();

  protected readonly form = new SavedForm<{ name: string; email: string; role: EditableRole }>({
    from: { name: '', email: '', role: 'agent' },
    schema: (path) => {
      notBlank(path.name);
      maxLength(path.name, 80);
      notBlank(path.email);
      validate(path.email, ({ value }) => (ADDRESS.test(value().trim()) ? undefined : { kind: 'email' }));
      maxLength(path.email, 254);
    },
    send: ({ name, email, role }) => {
      const user = this.user();
      if (!user) {
        return this.#members.add({ name: name.trim(), email: email.trim(), role, password: this.#password });
      }
      return this.#members.change(user.id, { name: name.trim(), ...(role !== user.role && { role }) });
    },
  });
  protected readonly isSelf = computed(() => this.user()?.id === this.#self()?.id);
  protected readonly hasNewRole = computed(() => {
    const user = this.user();
    return user !== null && this.form.value().role !== user.role;
  });

  ngOnInit(): void {
    const user = this.user();
    if (user) this.form.reset({ name: user.name, email: user.email, role: user.role === 'admin' ? 'admin' : 'agent' });
  }

  protected tellPassword(): void {
    if (this.user()) return;
    const { name, email } = this.form.value();
    this.given.emit({ name: name.trim(), email: email.trim(), password: this.#password });
  }
}
