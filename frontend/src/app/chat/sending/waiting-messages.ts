import { computed, effect, inject, Service, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { filter, Subject } from 'rxjs';
import { type Decide, OfflineDatabase, type UnsentMessage, UnsentMessages } from '../../offline';
import { TAB_USER, TabChannel } from '../../tabs';

/** What the signed-in user wrote and the server has not confirmed, the same in all their tabs. */
@Service()
export class WaitingMessages {
  readonly #unsent = inject(UnsentMessages);
  readonly #channel = inject(TabChannel);
  readonly #userId = inject(TAB_USER);
  readonly #read = signal<readonly UnsentMessage[]>([]);
  readonly #beingKept = signal<readonly UnsentMessage[]>([]);
  /** Ids that are done with, whatever a reading that began earlier, or a browser that forgets nothing, still brings. */
  readonly #done = signal<ReadonlySet<string>>(new Set());
  readonly #changes = new Subject<void>();
  #isReading = false;
  #isOutdated = false;

  /** What the browser keeps, oldest first. */
  readonly kept = computed(() => this.#ownAndOpen(this.#read()));
  /** And behind it what is on its way there. */
  readonly all = computed(() => [...this.kept(), ...this.#ownAndOpen(this.#beingKept())]);
  /** `kept` is not what it was. At once, where an effect would be late: browsers slow a hidden tab's timers down. */
  readonly changed$ = this.#changes.asObservable();

  constructor() {
    const { lateOpenings } = inject(OfflineDatabase);
    effect(() => {
      lateOpenings();
      this.#userId();
      untracked(() => void this.#readAnew());
    });
    this.#channel
      .on('unsent-changed')
      .pipe(
        filter(({ userId }) => userId === this.#userId()),
        takeUntilDestroyed(),
      )
      .subscribe(() => void this.#readAnew());
  }

  find(clientMessageId: string): UnsentMessage | null {
    return this.all().find((message) => message.clientMessageId === clientMessageId) ?? null;
  }

  /** Shows a message at once; resolves when it is kept. */
  async add(message: UnsentMessage): Promise<void> {
    this.#beingKept.update((messages) => [...messages, message]);
    const kept = await this.#unsent.add(message);
    this.#read.update((messages) => [...without(messages, kept), kept]);
    this.#beingKept.update((messages) => without(messages, kept));
    this.#tell(kept);
  }

  /** See `UnsentMessages.change`. */
  async change(message: UnsentMessage, decide: Decide): Promise<UnsentMessage | null> {
    let isChanged = false as boolean;
    const now = await this.#unsent.change(message, (before) => {
      const after = decide(before);
      isChanged = after !== before;
      return after;
    });
    this.#read.update((messages) =>
      messages.flatMap((read) => (read.clientMessageId === message.clientMessageId ? (now ?? []) : read)),
    );
    if (isChanged) this.#tell(message);
    return now;
  }

  /** The server has it: it is not shown any more, at once. */
  hide(clientMessageId: string): void {
    this.#done.update((ids) => new Set(ids).add(clientMessageId));
  }

  #ownAndOpen(messages: readonly UnsentMessage[]): UnsentMessage[] {
    return messages.filter(
      ({ userId, clientMessageId }) => userId === this.#userId() && !this.#done().has(clientMessageId),
    );
  }

  #tell({ userId }: UnsentMessage): void {
    this.#channel.tell({ kind: 'unsent-changed', userId });
    this.#changes.next();
  }

  /** While one reading is under way, any number of calls lead to one more. */
  async #readAnew(): Promise<void> {
    this.#isOutdated = true;
    if (this.#isReading) return;
    this.#isReading = true;
    while (this.#isOutdated) {
      this.#isOutdated = false;
      const userId = this.#userId();
      this.#read.set(userId === null ? [] : await this.#unsent.of(userId));
      this.#changes.next();
    }
    this.#isReading = false;
  }
}

function without(messages: readonly UnsentMessage[], { clientMessageId }: UnsentMessage): UnsentMessage[] {
  return messages.filter((message) => message.clientMessageId !== clientMessageId);
}
