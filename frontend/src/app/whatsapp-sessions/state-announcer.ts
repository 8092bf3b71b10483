import { LiveAnnouncer } from '@angular/cdk/a11y';
import { inject, Injectable } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { wordsOf } from './session-words';

/**
 * Says each change of a line once, for those who hear the page: not each second of a countdown, and not each try of an
 * outage that goes on.
 */
@Injectable()
export class StateAnnouncer {
  readonly #announcer = inject(LiveAnnouncer);
  readonly #transloco = inject(TranslocoService);
  readonly #known = new Map<string, string>();

  /** These lines are on the screen already. */
  know(sessions: readonly WhatsAppSession[]): void {
    for (const session of sessions) {
      if (!this.#known.has(session.id)) this.#known.set(session.id, situationOf(session));
    }
  }

  tell(session: WhatsAppSession): void {
    const situation = situationOf(session);
    if (session.state === 'connecting' || this.#known.get(session.id) === situation) return;
    this.#known.set(session.id, situation);
    const { name, state } = session;
    const words = wordsOf(session);
    const advice = words?.advice ? this.#word(words.advice) : '';
    const parts = {
      name,
      state: this.#word(`state.${state}`),
      reason: words?.reason ? this.#word(words.reason) : '',
      next: state === 'retrying' || !advice ? this.#word(`next.${state}`) : advice,
    };
    void this.#announcer.announce(this.#word('announcement', parts), 'polite');
  }

  #word(key: string, parts?: Record<string, string>): string {
    return this.#transloco.translate(`whatsappSessions.${key}`, parts);
  }
}

function situationOf({ state, reason }: WhatsAppSession): string {
  return `${state} ${reason ?? ''}`;
}
