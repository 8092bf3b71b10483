import { computed, effect, inject, Service, signal, untracked } from '@angular/core';
import { catchError, EMPTY, filter, merge, of, Subscription, switchMap } from 'rxjs';
import type { SessionList, WhatsAppSession } from '#contract/whatsapp-sessions';
import type { Cached } from '../cache';
import { WhatsAppRealtimeService } from '../realtime';
import { SignInStore } from '../sign-in';
import { type HeldSessions, keepNewer, noSessions, SessionsApi, withList } from '../whatsapp-sessions';

/** The client's WhatsApp lines, so that whoever writes knows whether it leaves, and everybody what is wrong. */
@Service()
export class Lines {
  readonly #api = inject(SessionsApi);
  readonly #realtime = inject(WhatsAppRealtimeService);
  readonly #user = inject(SignInStore).user;
  readonly #belongsTo = computed(() => (this.#user()?.clientCode ? this.#user()?.id : undefined));
  readonly #held = signal<HeldSessions>(noSessions);

  /** None until they are known. */
  readonly all = computed(() => this.#held().sessions);

  constructor() {
    effect((onCleanup) => {
      const isSomebody = this.#belongsTo() !== undefined;
      this.#held.set(noSessions);
      const following = isSomebody ? untracked(() => this.#follow()) : Subscription.EMPTY;
      onCleanup(() => {
        following.unsubscribe();
      });
    });
  }

  /** The line of a conversation; null when there is none such any more, undefined until the lines are known. */
  find(sessionId: string): WhatsAppSession | null | undefined {
    const { epoch, sessions } = this.#held();
    return epoch === null ? undefined : (sessions.find(({ id }) => id === sessionId) ?? null);
  }

  #follow(): Subscription {
    const changes = merge(
      this.#realtime.on('whatsapp_state'),
      this.#realtime.on('whatsapp_authenticated'),
      this.#realtime.on('whatsapp_disconnected'),
    ).subscribe(({ session }) => {
      this.#held.update((held) => ({ ...held, sessions: keepNewer(held.sessions, session) }));
    });
    const lists = merge(
      of(null),
      this.#realtime.startOver$,
      this.#realtime.on('settings_changed').pipe(filter(({ kind }) => kind === 'whatsappSessions')),
    )
      // Without the lines nothing is said of them; sending tells by itself.
      .pipe(switchMap(() => this.#api.list().pipe(catchError(() => EMPTY))))
      .subscribe((list) => {
        this.#take(list);
      });
    changes.add(lists);
    return changes;
  }

  #take({ value, stale }: Cached<SessionList>): void {
    if (stale && this.#held().epoch !== null) return;
    this.#held.update((held) => withList(held, value));
  }
}
