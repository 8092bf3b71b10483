import { Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Role, SignedInUser } from '#contract/accounts';
import { ThemeChoice } from '../appearance';
import { EnhancedErrorHandlerService } from '../errors';
import { LanguageChoice } from '../i18n';
import { DeviceSwitch } from '../notifications';
import { PresenceStore } from '../presence';
import { SignInStore } from '../sign-in';
import { Avatar, Icon } from '../ui';

const roleNames: Record<Role, string> = { agent: 'me.roleAgent', admin: 'me.roleAdmin', operator: 'me.roleOperator' };

/** Who is signed in, their language and theme, which colleagues are there, and the way out. */
@Component({
  selector: 'app-own-menu',
  imports: [Avatar, DeviceSwitch, Icon, LanguageChoice, RouterLink, ThemeChoice, TranslocoPipe],
  templateUrl: './own-menu.html',
  styleUrl: './own-menu.css',
})
export class OwnMenu {
  readonly #signIn = inject(SignInStore);
  readonly #errors = inject(EnhancedErrorHandlerService);

  readonly user = input.required<SignedInUser>();
  /** Somebody wants to see what can be done from the keyboard. */
  readonly shortcutsAsked = output();
  protected readonly roleName = computed(() => roleNames[this.user().role]);
  protected readonly colleagues = inject(PresenceStore).colleagues;
  protected readonly isOpen = signal(false);
  protected readonly leaving = signal(false);

  protected signOut(): void {
    if (this.leaving()) return;
    this.leaving.set(true);
    this.#signIn.signOut().subscribe({
      error: (error: unknown) => {
        this.leaving.set(false);
        this.#errors.tellFailure(error);
      },
    });
  }
}
