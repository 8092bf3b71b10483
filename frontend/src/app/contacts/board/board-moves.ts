import { inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { catchError, concatMap, EMPTY, groupBy, mergeMap, type Observable, Subject, tap } from 'rxjs';
import type { ListedContact } from '#contract/contacts';
import type { Contact } from '#contract/conversations';
import { EnhancedErrorHandlerService } from '../../errors';
import { KnownContacts } from '../../known-contacts';
import { WhatsAppRealtimeService } from '../../realtime';
import { withRow } from '../list/contact-rows';

/** A contact that somebody at this screen has put into another column. */
interface Move {
  /** Tells it from other moves of the same contact. */
  readonly number: number;
  /** The newest that is known of the contact. */
  readonly contact: ListedContact;
  /** Where to; null for no stage. */
  readonly stage: string | null;
  readonly isSaving: boolean;
}

type Moves = ReadonlyMap<string, Move>;

/**
 * Contacts moved on the board. Each stands in its new column at once, and stays there though the column was not read as far,
 * until a colleague has moved it on; where the server refuses, it is back. The moves of one contact go one after the other.
 */
@Injectable()
export class BoardMoves {
  readonly #contacts = inject(KnownContacts);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #moves = signal<Moves>(new Map());
  readonly #saves = new Subject<Move>();
  readonly #refused = new Subject<ListedContact>();
  #made = 0;

  /** The server has not taken a move, and the contact is about to be back where it was. */
  readonly refused$: Observable<ListedContact> = this.#refused.asObservable();

  constructor() {
    const realtime = inject(WhatsAppRealtimeService);
    this.#saves
      .pipe(
        groupBy(({ contact }) => contact.id),
        mergeMap((ofOne) => ofOne.pipe(concatMap((move) => this.#save(move)))),
        takeUntilDestroyed(),
      )
      .subscribe();
    realtime
      .on('contact_updated')
      .pipe(takeUntilDestroyed())
      .subscribe(({ contact }) => {
        this.#take(contact);
      });
    realtime
      .on('contact_removed')
      .pipe(takeUntilDestroyed())
      .subscribe(({ contactId }) => {
        this.#drop(contactId);
      });
    realtime.startOver$.pipe(takeUntilDestroyed()).subscribe(() => {
      this.forget();
    });
  }

  move(contact: ListedContact, stage: string | null): void {
    const move: Move = { number: ++this.#made, contact, stage, isSaving: true };
    this.#put(move);
    this.#saves.next(move);
  }

  /** A column as it is shown: without those that were moved away, and with those that were moved there. */
  rowsOf(stage: string | null, rows: readonly ListedContact[]): readonly ListedContact[] {
    const moves = this.#moves();
    const staying = rows.filter(({ id }) => {
      const move = moves.get(id);
      return !move || move.stage === stage;
    });
    const held = new Set(staying.map(({ id }) => id));
    return [...moves.values()]
      .filter((move) => move.stage === stage && !held.has(move.contact.id))
      .map(({ contact }) => ({ ...contact, stage }))
      .reduce<readonly ListedContact[]>(
        (all, contact) => withRow({ rows: all, isWhole: true, choice: {} }, contact),
        staying,
      );
  }

  /** Columns are read anew, and say by themselves who is in them. */
  forget(): void {
    this.#moves.set(new Map());
  }

  #save({ number, contact: { id }, stage }: Move): Observable<unknown> {
    const newest = () => {
      const move = this.#moves().get(id);
      return move?.number === number ? move : undefined;
    };
    return this.#contacts.change(id, { stage }).pipe(
      tap((contact) => {
        const move = newest();
        if (move) this.#put({ ...move, isSaving: false });
        this.#take(contact);
      }),
      catchError((error: unknown) => {
        this.#errors.tellFailure(error);
        const move = newest();
        if (move) {
          this.#refused.next(move.contact);
          this.#drop(id);
        }
        return EMPTY;
      }),
    );
  }

  /** Whoever has gone on to another stage meanwhile is where the columns say. */
  #take(contact: Contact): void {
    const move = this.#moves().get(contact.id);
    if (!move) return;
    const newer = contact.version < move.contact.version ? move.contact : { ...move.contact, ...contact };
    if (!move.isSaving && newer.stage !== move.stage) this.#drop(contact.id);
    else this.#put({ ...move, contact: newer });
  }

  #put(move: Move): void {
    this.#moves.update((moves) => new Map(moves).set(move.contact.id, move));
  }

  #drop(id: string): void {
    this.#moves.update((moves) => new Map([...moves].filter(([other]) => other !== id)));
  }
}
