import { Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type ApiError, toApiError } from '../api';
import { LanguageChoice } from '../i18n';
import { CondorPicture, Icon, Spinner } from '../ui';
import { homeOf } from './home';
import { pageAskedFor } from './page-asked-for';
import { SignInStore } from './sign-in-store';

/** Name, e-mail, password; afterwards the page that was asked for. */
@Component({
  selector: 'app-sign-in-page',
  imports: [CondorPicture, Icon, LanguageChoice, RouterLink, Spinner, TranslocoPipe],
  templateUrl: './sign-in-page.html',
  styleUrl: './sign-in-page.css',
})
export class SignInPage {
  readonly #store = inject(SignInStore);
  readonly #router = inject(Router);

  /** The address that was asked for, from the query. */
  readonly next = input<string>();

  protected readonly passwordShown = signal(false);
  protected readonly sending = signal(false);
  protected readonly tried = signal(false);
  protected readonly failure = signal<ApiError | null>(null);
  /** Whether nobody can say yet who is signed in here: whoever is needs no form. */
  protected readonly isAwaited = computed(() => this.#store.unreachable() && !this.failure() && !this.sending());
  /** Why the last sign-in ended, until somebody has tried to sign in again. */
  protected readonly ended = computed(() => (this.failure() || this.sending() ? null : this.#store.ended()));
  // Plain signals: the forms package alone would add 15 kB to the first load.
  protected readonly email = signal('');
  protected readonly password = signal('');

  protected signIn(event: Event): void {
    event.preventDefault();
    this.tried.set(true);
    const [email, password] = [this.email().trim(), this.password()];
    if (this.sending() || !email || !password) return;
    this.sending.set(true);
    this.failure.set(null);
    this.#store.signIn({ email, password }).subscribe({
      next: (user) => void this.#router.navigateByUrl(pageAskedFor(this.next()) ?? homeOf(user)),
      error: (error: unknown) => {
        this.sending.set(false);
        this.failure.set(toApiError(error));
      },
    });
  }

  protected toggleShowPassword(): void {
    this.passwordShown.update((shown) => !shown);
  }
}
