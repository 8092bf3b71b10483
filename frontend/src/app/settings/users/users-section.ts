import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { type Observable, of, switchMap } from 'rxjs';
import type { User } from '#contract/accounts';
import { EnhancedErrorHandlerService, Notices } from '../../errors';
import { PresenceStore } from '../../presence';
import { SignInStore } from '../../sign-in';
import { Avatar, Badge, ConfirmDialog, ErrorState, Icon, Skeleton } from '../../ui';
import { DeactivateDialog } from './deactivate-dialog';
import { firstPassword } from './first-password';
import { type GivenPassword, PasswordDialog } from './password-dialog';
import { TeamMembers } from './team-members';
import { UserEditor } from './user-editor';

/** Who of the client can sign in, and what they may. For admins. */
@Component({
  selector: 'app-users-section',
  imports: [
    Avatar,
    Badge,
    ConfirmDialog,
    DeactivateDialog,
    ErrorState,
    Icon,
    PasswordDialog,
    Skeleton,
    TranslocoDirective,
    UserEditor,
  ],
  templateUrl: './users-section.html',
  styleUrls: ['../section.css', '../list.css', './users-section.css'],
})
export class UsersSection {
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #notices = inject(Notices);
  readonly #self = inject(SignInStore).user;
  readonly #others = inject(PresenceStore).colleagues;
  protected readonly members = inject(TeamMembers);
  protected readonly online = computed(
    () => new Set([this.#self()?.id, ...this.#others().map(({ userId }) => userId)]),
  );
  /** Who is being written down, in an object of its own each time: null for a new person. */
  protected readonly edited = signal<{ user: User | null } | null>(null);
  /** Whose password is to be another. */
  protected readonly resetting = signal<User | null>(null);
  /** Who is to be shut out, once it is known what they have open. */
  protected readonly leaving = signal<{ user: User; open: number } | null>(null);
  /** Who has no access any more, and still has conversations that may become nobody's. */
  protected readonly handingOver = signal<{ user: User; open: number } | null>(null);
  protected readonly given = signal<GivenPassword | null>(null);

  protected isSelf({ id }: User): boolean {
    return id === this.#self()?.id;
  }

  protected askToDeactivate(user: User): void {
    this.#run(this.members.openConversations(user.id), ({ open }) => {
      this.leaving.set({ user, open });
    });
  }

  protected deactivate({ id, name }: User, releases: boolean): void {
    const change = this.members
      .change(id, { active: false })
      .pipe(switchMap(() => (releases ? this.members.releaseConversations(id) : of(null))));
    this.#run(change, () => {
      this.#notices.success('settings.users.deactivated', { name });
    });
  }

  protected reactivate({ id, name }: User): void {
    this.#run(this.members.change(id, { active: true }), () => {
      this.#notices.success('settings.users.reactivated', { name });
    });
  }

  protected askToHandOver(user: User): void {
    this.#run(this.members.openConversations(user.id), ({ open }) => {
      if (open === 0) this.#notices.info('settings.users.nothingOpen', { name: user.name });
      else this.handingOver.set({ user, open });
    });
  }

  protected handOver({ id, name }: User): void {
    this.handingOver.set(null);
    this.#run(this.members.releaseConversations(id), () => {
      this.#notices.success('settings.users.handedOver', { name });
    });
  }

  protected reset({ id, name, email }: User): void {
    this.resetting.set(null);
    const password = firstPassword();
    this.#run(this.members.change(id, { password }), () => {
      this.given.set({ name, email, password });
    });
  }

  #run<Answer>(change: Observable<Answer>, then: (answer: Answer) => void): void {
    change.subscribe({
      next: then,
      error: (error: unknown) => {
        this.#errors.tellFailure(error);
      },
    });
  }
}
