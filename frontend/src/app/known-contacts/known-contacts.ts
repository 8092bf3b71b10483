import { computed, DestroyRef, inject, linkedSignal, Service, untracked } from '@angular/core';
import { catchError, defer, EMPTY, finalize, map, type Observable, switchMap, tap, throwError } from 'rxjs';
import type { ContactResponse, UpdateContactRequest } from '#contract/contacts';
import type { Contact } from '#contract/conversations';
import { ApiClient, toApiError } from '../api';
import { CacheService } from '../cache';
import { WhatsAppRealtimeService } from '../realtime';
import { SignInStore } from '../sign-in';

/** So many stay in memory; who was looked at longest ago goes first. */
const CAPACITY = 50;
/** Below every version of the log that is followed now. */
const FOREIGN_VERSION = -1;

type Known = ReadonlyMap<string, Contact>;

/** The contacts somebody has looked at, with all that the team knows of them, kept live. */
@Service()
export class KnownContacts {
  readonly #api = inject(ApiClient);
  readonly #cache = inject(CacheService);
  readonly #realtime = inject(WhatsAppRealtimeService);
  readonly #user = inject(SignInStore).user;
  readonly #ownId = computed(() => this.#user()?.id);
  /** Another person at the same browser starts with nobody. */
  readonly #known = linkedSignal<string | undefined, Known>({ source: this.#ownId, computation: () => new Map() });
  /** Those on their way: what happens to them meanwhile must not be missed. */
  readonly #awaited = new Set<string>();
  /** Those that an import may have changed: they are read again when they are looked at. */
  readonly #doubtful = new Set<string>();

  constructor() {
    const news = this.#realtime.on('contact_updated').subscribe(({ contact }) => {
      if (this.#awaited.has(contact.id) || this.#known().has(contact.id)) this.#take(contact);
    });
    news.add(
      this.#realtime.on('contact_removed').subscribe(({ contactId }) => {
        this.#known.update((known) => new Map([...known].filter(([id]) => id !== contactId)));
      }),
    );
    news.add(
      this.#realtime.startOver$.subscribe(() => {
        this.#known.update(
          (known) => new Map([...known].map(([id, contact]) => [id, { ...contact, version: FOREIGN_VERSION }])),
        );
      }),
    );
    news.add(
      this.#realtime.on('contacts_imported').subscribe(() => {
        for (const id of untracked(this.#known).keys()) this.#doubtful.add(id);
      }),
    );
    inject(DestroyRef).onDestroy(() => {
      news.unsubscribe();
    });
  }

  /** Undefined until it was read. */
  find(id: string): Contact | undefined {
    return this.#known().get(id);
  }

  /**
   * Reads a contact that is not known, or may have changed in an import, and goes on trying while the server is out of reach; `failed` hears of each try. Fails
   * where there is no such contact.
   */
  read(id: string, failed: () => void): Observable<unknown> {
    return defer(() => {
      const isKnown = (untracked(this.#known).get(id)?.version ?? FOREIGN_VERSION) > FOREIGN_VERSION;
      if (isKnown && !this.#doubtful.has(id)) return EMPTY;
      this.#awaited.add(id);
      return this.#cache.read(`contact/${id}`, () => this.#fetch(id), { ttl: 0, insists: true, failed });
    }).pipe(finalize(() => this.#awaited.delete(id)));
  }

  /** Changes one that is known. Where it has changed meanwhile that is read, and it fails with `conflict`. */
  change(id: string, change: UpdateContactRequest): Observable<Contact> {
    return defer(() => {
      const { version = FOREIGN_VERSION } = untracked(this.#known).get(id) ?? {};
      const since = version > FOREIGN_VERSION && { version };
      return this.#api.patch<ContactResponse>(pathOf(id), { ...change, ...since });
    }).pipe(
      map(({ contact }) => this.#take(contact)),
      catchError((error: unknown) => {
        const failure = throwError(() => error);
        return toApiError(error).type === 'conflict' ? this.#fetch(id).pipe(switchMap(() => failure)) : failure;
      }),
    );
  }

  #fetch(id: string): Observable<Contact> {
    return this.#api.get<ContactResponse>(pathOf(id)).pipe(
      tap(({ epoch, seq }) => {
        this.#realtime.offerSnapshot(epoch, seq);
      }),
      map(({ contact }) => this.#take(contact)),
    );
  }

  /** Returns the newer of it and what is held. */
  #take(contact: Contact): Contact {
    this.#doubtful.delete(contact.id);
    const held = untracked(this.#known).get(contact.id);
    const newer = held && held.version > contact.version ? held : contact;
    this.#known.update((known) => {
      const others = [...known].filter(([id]) => id !== contact.id);
      return new Map([...others, [contact.id, newer] as const].slice(-CAPACITY));
    });
    return newer;
  }
}

function pathOf(id: string): string {
  return `/contacts/${encodeURIComponent(id)}`;
}
