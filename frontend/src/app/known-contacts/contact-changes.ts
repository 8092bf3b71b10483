import {
  computed,
  DestroyRef,
  DOCUMENT,
  effect,
  inject,
  linkedSignal,
  Service,
  signal,
  untracked,
} from '@angular/core';
import { catchError, concatMap, EMPTY, groupBy, mergeMap, type Observable, Subject, tap } from 'rxjs';
import type { Contact } from '#contract/conversations';
import { toApiError } from '../api';
import { EnhancedErrorHandlerService, sortError } from '../errors';
import { WhatsAppRealtimeService } from '../realtime';
import { SignInStore } from '../sign-in';
import { PageVisibility } from '../tabs';
import { changeTo, type ContactField, storedIn } from './contact-field';
import { KnownContacts } from './known-contacts';

/** How long it is said that something was saved, in milliseconds. */
const SAID = 4_000;

/** What somebody has made of a field and the server does not have yet. */
interface Draft {
  readonly contactId: string;
  readonly field: ContactField;
  readonly text: string;
  /** What was stored when somebody began to type. */
  readonly base: string;
  readonly state: 'typed' | 'saving' | 'failed';
  /** Why it failed, as a translation key. */
  readonly failure: string | null;
  /** Whether it failed because the server was out of reach. */
  readonly isUnanswered: boolean;
}

/** A field as it is shown. */
export interface ShownField {
  readonly text: string;
  /** `overtaken`: somebody else has changed it since one began to type, to `theirs`. */
  readonly state: 'idle' | 'typed' | 'saving' | 'saved' | 'failed' | 'overtaken';
  readonly failure: string | null;
  readonly theirs: string;
}

type Drafts = ReadonlyMap<string, Draft>;

/**
 * What is written down about contacts, each field saved by itself. Nothing typed is lost when that fails or when a colleague
 * was faster: it stays here until it is saved or given up, whichever conversation is open, and is sent again once a server
 * that was out of reach is back. The changes of one contact go one after the other.
 */
@Service()
export class ContactChanges {
  readonly #contacts = inject(KnownContacts);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #connection = inject(WhatsAppRealtimeService).connection;
  readonly #user = inject(SignInStore).user;
  readonly #ownId = computed(() => this.#user()?.id);
  readonly #drafts = linkedSignal<string | undefined, Drafts>({ source: this.#ownId, computation: () => new Map() });
  readonly #saved = signal<string | null>(null);
  readonly #saves = new Subject<{ contactId: string; field: ContactField }>();
  #saying: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    const saving = this.#saves
      .pipe(
        groupBy(({ contactId }) => contactId),
        mergeMap((ofOne) => ofOne.pipe(concatMap(({ contactId, field }) => this.#send(contactId, field)))),
      )
      .subscribe();
    const isSeen = inject(PageVisibility).isVisible;
    effect(() => {
      // A page that is put away may never come back.
      if (isSeen()) return;
      untracked(() => {
        this.#saveAll(({ state }) => state === 'typed');
      });
    });
    effect(() => {
      if (!['live', 'polling'].includes(this.#connection().kind)) return;
      untracked(() => {
        this.#saveAll(({ isUnanswered }) => isUnanswered);
      });
    });
    this.#warnBeforeUnload();
    inject(DestroyRef).onDestroy(() => {
      saving.unsubscribe();
      clearTimeout(this.#saying);
    });
  }

  shown(contact: Contact, field: ContactField): ShownField {
    const stored = storedIn(contact, field);
    const draft = this.#drafts().get(keyOf(contact.id, field));
    const nothing = { failure: null, theirs: stored };
    if (!draft) {
      const state = this.#saved() === keyOf(contact.id, field) ? 'saved' : 'idle';
      return { ...nothing, text: stored, state };
    }
    const { text, failure } = draft;
    return { ...nothing, text, failure, state: isOvertaken(draft, stored) ? 'overtaken' : draft.state };
  }

  type(contact: Contact, field: ContactField, text: string): void {
    const before = this.#drafts().get(keyOf(contact.id, field));
    const base = before?.base ?? storedIn(contact, field);
    const state = before?.state === 'saving' ? 'saving' : 'typed';
    this.#put({ contactId: contact.id, field, text, base, state, failure: null, isUnanswered: false });
  }

  /** Saves what was typed, unless somebody else has changed it meanwhile: who typed decides then. */
  save(contactId: string, field: ContactField): void {
    const draft = this.#drafts().get(keyOf(contactId, field));
    const contact = this.#contacts.find(contactId);
    if (!draft || !contact || draft.state === 'saving') return;
    const stored = storedIn(contact, field);
    if (draft.text.trim() === stored) this.discard(contactId, field);
    else if (!isOvertaken(draft, stored)) {
      this.#put({ ...draft, state: 'saving', failure: null, isUnanswered: false });
      this.#saves.next({ contactId, field });
    }
  }

  /** Gives up what was typed for what is stored. */
  discard(contactId: string, field: ContactField): void {
    this.#drafts.update((drafts) => {
      const others = new Map(drafts);
      others.delete(keyOf(contactId, field));
      return others;
    });
  }

  /** Saves what was typed in the place of what somebody else has made of it. */
  overrule(contact: Contact, field: ContactField): void {
    const draft = this.#drafts().get(keyOf(contact.id, field));
    if (!draft) return;
    this.#put({ ...draft, base: storedIn(contact, field) });
    this.save(contact.id, field);
  }

  #send(contactId: string, field: ContactField): Observable<unknown> {
    const key = keyOf(contactId, field);
    const sent = this.#drafts().get(key)?.text.trim();
    if (sent === undefined) return EMPTY;
    return this.#contacts.change(contactId, changeTo(field, sent)).pipe(
      tap(() => {
        const draft = this.#drafts().get(key);
        if (draft?.text.trim() === sent) {
          this.discard(contactId, field);
          this.#say(key);
        } else if (draft) {
          this.#put({ ...draft, base: sent, state: 'typed' });
          this.save(contactId, field);
        }
      }),
      catchError((error: unknown) => {
        this.#noteFailure(contactId, field, error);
        return EMPTY;
      }),
    );
  }

  #noteFailure(contactId: string, field: ContactField, error: unknown): void {
    const draft = this.#drafts().get(keyOf(contactId, field));
    if (!draft) return;
    if (toApiError(error).type === 'conflict') {
      // Somebody else was faster, with this or with something else of the contact.
      this.#put({ ...draft, state: 'typed' });
      this.save(contactId, field);
      return;
    }
    const { kind, message } = sortError(error);
    if (kind === 'bug') this.#errors.tellFailure(error);
    const isUnanswered = kind === 'network';
    const failure = isUnanswered ? 'contactPanel.field.unanswered' : message;
    this.#put({ ...draft, state: 'failed', failure, isUnanswered });
  }

  #saveAll(which: (draft: Draft) => boolean): void {
    for (const draft of this.#drafts().values()) if (which(draft)) this.save(draft.contactId, draft.field);
  }

  #put(draft: Draft): void {
    this.#saved.set(null);
    this.#drafts.update((drafts) => new Map(drafts).set(keyOf(draft.contactId, draft.field), draft));
  }

  #say(key: string): void {
    this.#saved.set(key);
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => {
      this.#saved.set(null);
    }, SAID);
  }

  #warnBeforeUnload(): void {
    const page = inject(DOCUMENT).defaultView;
    const warn = (event: Event) => {
      event.preventDefault();
    };
    const isUnsaved = computed(() => this.#drafts().size > 0);
    effect((onCleanup) => {
      if (!isUnsaved()) return;
      page?.addEventListener('beforeunload', warn);
      onCleanup(() => page?.removeEventListener('beforeunload', warn));
    });
  }
}

function keyOf(contactId: string, field: ContactField): string {
  return `${contactId}/${field}`;
}

/** What is on its way may be stored before its answer comes. */
function isOvertaken({ text, base, state }: Draft, stored: string): boolean {
  return state !== 'saving' && stored !== base && stored !== text.trim();
}
