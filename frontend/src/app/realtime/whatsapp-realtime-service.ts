import { Service, signal } from '@angular/core';
import { NEVER, type Observable } from 'rxjs';
import type { FrontendEventName } from '#contract/event-names';
import type { Connection } from './connection';
import type { FrontendEventData } from './event-stream';

/**
 * Everything that happens in the client, in order and without gaps, whatever brings it: push, catching up or polling.
 *
 * A store subscribes with `on(…)` first, then fetches its page and calls `offerSnapshot(page.epoch, page.seq)`. It keeps
 * the row with the higher `version`, so page and events fit together in any order: an event the page already holds
 * changes nothing, and what happened after an older page was read comes again. On `startOver$` it throws away what it
 * holds (versions of another epoch cannot be compared) and fetches again.
 */
@Service()
export class WhatsAppRealtimeService {
  readonly #connection = signal<Connection>({ kind: 'reconnecting', attempts: 0, lastLiveAt: null, recoveredEvents: 0 });
  readonly connection = this.#connection.asReadonly();

  /** The log cannot be followed from where this browser is: refetch everything shown. Already spread over 0–3 s. */
  readonly startOver$: Observable<void> = NEVER;

  /** Events of one kind from now on. A handler that throws loses that event only. */
  on<Name extends FrontendEventName>(name: Name): Observable<FrontendEventData<Name>> {
    void name;
    return NEVER;
  }

  /** Tells where in the log a fetched page stands. */
  offerSnapshot(epoch: string, seq: number): void {
    void [epoch, seq];
  }

  /** Looks at a conversation for as long as it is subscribed; the last one to leave leaves the room. Emits nothing. */
  openConversation(contactId: string): Observable<never> {
    void contactId;
    return NEVER;
  }

  /** Shows colleagues and the contact that this person is writing; call it again at least every few seconds. */
  startTyping(contactId: string, conversationId?: string): void {
    void [contactId, conversationId];
  }

  stopTyping(contactId: string, conversationId?: string): void {
    void [contactId, conversationId];
  }
}
