import { signal } from '@angular/core';
import { filter, map, Observable, Subject } from 'rxjs';
import type { FrontendEventName } from '#contract/event-names';
import { type Connection, type FrontendEventData, WhatsAppRealtimeService } from '../../realtime';
import { connectionOfKind } from '../../realtime/testing/connections';

/** Stands in for the realtime service: a spec says what happens. */
export class FakeRealtime {
  readonly #events = new Subject<{ name: FrontendEventName; data: unknown }>();
  readonly startOver$ = new Subject<void>();
  readonly connection = signal<Connection>(connectionOfKind('live'));
  /** What was said about typing, in order: `start p1`, `stop p1`. */
  readonly typing: string[] = [];
  /** Contacts whose conversation is being looked at. */
  readonly lookedAt = new Set<string>();

  /** The places in the log at which pages were read, in order. */
  readonly snapshots: number[] = [];

  /** Milliseconds that the server's clock is ahead. */
  ahead = 0;

  now(): number {
    return Date.now() + this.ahead;
  }

  offerSnapshot(_epoch: string, seq: number): void {
    this.snapshots.push(seq);
  }

  startTyping(contactId: string): void {
    this.typing.push(`start ${contactId}`);
  }

  stopTyping(contactId: string): void {
    this.typing.push(`stop ${contactId}`);
  }

  openConversation({ contactId }: { contactId: string; conversationId: string }): Observable<never> {
    return new Observable(() => {
      this.lookedAt.add(contactId);
      return () => this.lookedAt.delete(contactId);
    });
  }

  on<Name extends FrontendEventName>(name: Name): Observable<FrontendEventData<Name>> {
    return this.#events.pipe(
      filter((event) => event.name === name),
      map((event) => event.data as FrontendEventData<Name>),
    );
  }

  emit<Name extends FrontendEventName>(name: Name, data: FrontendEventData<Name>): void {
    this.#events.next({ name, data });
  }

  connectionIs(kind: Connection['kind']): void {
    this.connection.update((connection) => ({ ...connection, kind }));
  }
}

export function provideFakeRealtime(realtime: FakeRealtime): { provide: unknown; useValue: FakeRealtime } {
  return { provide: WhatsAppRealtimeService, useValue: realtime };
}
