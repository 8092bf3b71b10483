import { DestroyRef, inject, Service, signal } from '@angular/core';
import { filter, merge, of, retry, switchMap } from 'rxjs';
import type { SessionList, WhatsAppSession } from '#contract/whatsapp-sessions';
import { ApiClient } from '../../api';
import { WhatsAppRealtimeService } from '../../realtime';

/** How long to wait after a failed fetch, in milliseconds. */
const RETRY_PAUSE = 10_000;

/** The client's WhatsApp lines, so that whoever writes knows whether it leaves. */
@Service()
export class Lines {
  readonly #api = inject(ApiClient);
  readonly #sessions = signal<ReadonlyMap<string, WhatsAppSession> | null>(null);

  constructor() {
    const realtime = inject(WhatsAppRealtimeService);
    const changes = merge(
      realtime.on('whatsapp_state'),
      realtime.on('whatsapp_authenticated'),
      realtime.on('whatsapp_disconnected'),
    ).subscribe(({ session }) => {
      this.#keep([session]);
    });
    const lists = merge(
      of(null),
      realtime.startOver$,
      realtime.on('settings_changed').pipe(filter(({ kind }) => kind === 'whatsappSessions')),
    )
      .pipe(
        switchMap(() => this.#api.get<SessionList>('/whatsapp/sessions').pipe(retry({ count: 5, delay: RETRY_PAUSE }))),
      )
      .subscribe({
        next: ({ items }) => {
          const held = this.#sessions();
          this.#sessions.set(new Map());
          // A line that has changed while the list was on its way is already further along.
          this.#keep(items.map((session) => newer(session, held?.get(session.id))));
        },
        // Without the lines nothing is said of them; sending tells by itself.
        error: () => undefined,
      });
    inject(DestroyRef).onDestroy(() => {
      changes.unsubscribe();
      lists.unsubscribe();
    });
  }

  /** The line of a conversation; null when there is none such any more, undefined until the lines are known. */
  find(sessionId: string): WhatsAppSession | null | undefined {
    const sessions = this.#sessions();
    return sessions ? (sessions.get(sessionId) ?? null) : undefined;
  }

  #keep(sessions: readonly WhatsAppSession[]): void {
    const held = this.#sessions();
    if (!held) return;
    const next = new Map(held);
    for (const session of sessions) next.set(session.id, newer(session, held.get(session.id)));
    this.#sessions.set(next);
  }
}

function newer(session: WhatsAppSession, held: WhatsAppSession | undefined): WhatsAppSession {
  return held && held.version > session.version ? held : session;
}
