import { computed, DestroyRef, inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { filter, finalize, map, type Observable, of, Subject, switchMap } from 'rxjs';
import { holdLock } from './held-lock';
import { TabChannel } from './tab-channel';
import { TAB_LOCKS } from './tab-locks';
import { TAB_USER } from './tab-user';

/** A leader that has not answered after this many milliseconds is frozen: browsers stop tabs nobody looks at. */
const PATIENCE = 2_000;

/** Why a tab is to look after the leader's work: it became the leader a moment ago, or a tab asks for it. */
export type LeaderDuty = 'elected' | 'asked';

/**
 * Which tab of a user does what only one may do, such as sending what waits. It leads for as long as it lives, and when it
 * dies the browser gives its lock to the next. Without Web Locks every tab leads, so the work itself has to bear being
 * done twice.
 */
@Service()
export class TabLeadership {
  readonly #channel = inject(TabChannel);
  readonly #locks = inject(TAB_LOCKS);
  readonly #userId = inject(TAB_USER);
  readonly #leadsFor = signal<string | null>(null);
  readonly #duty = new Subject<LeaderDuty>();
  readonly #takeOver = new Subject<void>();
  #patience: ReturnType<typeof setTimeout> | undefined;

  readonly isLeader = computed(() => this.#leadsFor() !== null && this.#leadsFor() === this.#userId());
  /** This tab is to look after the leader's work. At once, where an effect would be late in a hidden tab. */
  readonly duty$ = this.#duty.asObservable();

  constructor() {
    toObservable(this.#userId)
      .pipe(
        switchMap((userId) => (userId === null ? of(null) : this.#leadFor(userId))),
        takeUntilDestroyed(),
      )
      .subscribe((userId) => {
        this.#leadsFor.set(userId);
        if (userId === null) return;
        this.#stopWaiting();
        this.#duty.next('elected');
      });
    this.#ours('wake-leader').subscribe((userId) => {
      if (!this.isLeader()) return;
      this.#channel.tell({ kind: 'leader-awake', userId });
      this.#duty.next('asked');
    });
    this.#ours('leader-awake').subscribe(() => {
      this.#stopWaiting();
    });
    inject(DestroyRef).onDestroy(() => {
      this.#stopWaiting();
    });
  }

  /** Asks the leader to look after its work, and takes its place should it not answer within 2 s. */
  wakeLeader(): void {
    const userId = this.#userId();
    if (userId === null) return;
    if (this.isLeader()) {
      this.#duty.next('asked');
      return;
    }
    this.#patience ??= setTimeout(() => {
      this.#patience = undefined;
      this.#takeOver.next();
    }, PATIENCE);
    this.#channel.tell({ kind: 'wake-leader', userId });
  }

  /** Emits the user while this tab leads for them, null while it does not. */
  #leadFor(userId: string): Observable<string | null> {
    const held$ = this.#locks ? holdLock(this.#locks, `condorito.leader.${userId}`, this.#takeOver) : of(true);
    return held$.pipe(
      map((held) => (held ? userId : null)),
      finalize(() => {
        this.#stopWaiting();
      }),
    );
  }

  #stopWaiting(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
  }

  #ours(kind: 'wake-leader' | 'leader-awake'): Observable<string> {
    return this.#channel.on(kind).pipe(
      map(({ userId }) => userId),
      filter((userId) => userId === this.#userId()),
    );
  }
}
