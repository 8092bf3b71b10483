import { computed, DestroyRef, DOCUMENT, effect, inject, Service, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { fromEvent } from 'rxjs';
import { OfflineDatabase, StoredDrafts } from '../../offline';
import { TAB_USER, TabChannel, type TabMessageOf } from '../../tabs';

/** A draft is kept when nothing was written for this many milliseconds. */
const SILENCE = 300;
/** Whoever wrote within these milliseconds is taken to be writing: another tab's text waits until they stop. */
const WRITING_NOW = 2_000;

const noDrafts: ReadonlyMap<string, string> = new Map();

/** What the signed-in user began to write in each conversation: kept in this browser, the same in all their tabs. */
@Service()
export class Drafts {
  readonly #stored = inject(StoredDrafts);
  readonly #channel = inject(TabChannel);
  readonly #userId = inject(TAB_USER);
  readonly #held = signal<{ userId: string | null; texts: ReadonlyMap<string, string> }>({
    userId: null,
    texts: noDrafts,
  });
  /** Conversations whose draft is newer here than in anything that is read from now on. */
  readonly #changed = new Set<string>();
  /** In which conversations somebody writes in this tab, each with what another tab wrote meanwhile. */
  readonly #writing = new Map<
    string,
    { timer: ReturnType<typeof setTimeout>; heldBack: TabMessageOf<'draft-changed'> | null }
  >();
  /** What is not kept yet, by conversation. */
  readonly #unkept = new Map<string, { userId: string; text: string; timer: ReturnType<typeof setTimeout> }>();

  /** Texts by conversation; never an empty one. */
  readonly drafts = computed(() => (this.#held().userId === this.#userId() ? this.#held().texts : noDrafts));

  constructor() {
    const { lateOpenings } = inject(OfflineDatabase);
    effect(() => {
      lateOpenings();
      const userId = this.#userId();
      untracked(() => void this.#load(userId));
    });
    this.#channel
      .on('draft-changed')
      .pipe(takeUntilDestroyed())
      .subscribe((draft) => {
        this.#takeOver(draft);
      });
    fromEvent(inject(DOCUMENT).defaultView ?? window, 'pagehide')
      .pipe(takeUntilDestroyed())
      .subscribe(() => {
        this.#keepAll();
      });
    inject(DestroyRef).onDestroy(() => {
      for (const { timer } of [...this.#writing.values(), ...this.#unkept.values()]) clearTimeout(timer);
    });
  }

  /** Empty where there is none. */
  read(conversationId: string): string {
    return this.drafts().get(conversationId) ?? '';
  }

  write(conversationId: string, text: string): void {
    const userId = this.#userId();
    if (userId === null) return;
    this.#set(userId, conversationId, text);
    this.#noteWriting(conversationId);
    clearTimeout(this.#unkept.get(conversationId)?.timer);
    const timer = setTimeout(() => {
      this.#keep(conversationId);
    }, SILENCE);
    this.#unkept.set(conversationId, { userId, text, timer });
    // Sent or cleared: it must not come back with a reload.
    if (!text) this.#keep(conversationId);
  }

  /** Puts what was begun in the one behind what was begun in the other. */
  move(from: string, into: string): void {
    const [begun, there] = [this.read(from), this.read(into)];
    if (begun === '') return;
    this.write(into, there === '' ? begun : `${there}\n${begun}`);
    this.#keep(into);
    this.write(from, '');
  }

  async #load(userId: string | null): Promise<void> {
    if (userId !== this.#held().userId) {
      this.#keepAll();
      this.#changed.clear();
      this.#writing.forEach(({ timer }) => {
        clearTimeout(timer);
      });
      this.#writing.clear();
      this.#held.set({ userId, texts: noDrafts });
    }
    if (userId === null) return;
    const stored = await this.#stored.of(userId);
    this.#changed.forEach((conversationId) => stored.delete(conversationId));
    this.#held.update((held) =>
      held.userId === userId ? { userId, texts: new Map([...stored, ...held.texts]) } : held,
    );
  }

  #takeOver(draft: TabMessageOf<'draft-changed'>): void {
    const { userId, conversationId, text } = draft;
    if (userId !== this.#userId()) return;
    const writing = this.#writing.get(conversationId);
    if (writing) writing.heldBack = draft;
    else this.#set(userId, conversationId, text);
  }

  /** What was held back before is older than what is written now. */
  #noteWriting(conversationId: string): void {
    clearTimeout(this.#writing.get(conversationId)?.timer);
    const timer = setTimeout(() => {
      const heldBack = this.#writing.get(conversationId)?.heldBack;
      this.#writing.delete(conversationId);
      if (heldBack) this.#takeOver(heldBack);
    }, WRITING_NOW);
    this.#writing.set(conversationId, { timer, heldBack: null });
  }

  #set(userId: string, conversationId: string, text: string): void {
    const texts = new Map(this.drafts());
    if (text) texts.set(conversationId, text);
    else texts.delete(conversationId);
    this.#changed.add(conversationId);
    this.#held.set({ userId, texts });
  }

  #keep(conversationId: string): void {
    const draft = this.#unkept.get(conversationId);
    if (!draft) return;
    const { userId, text, timer } = draft;
    clearTimeout(timer);
    this.#unkept.delete(conversationId);
    void this.#stored.write(userId, conversationId, text);
    this.#channel.tell({ kind: 'draft-changed', userId, conversationId, text });
  }

  #keepAll(): void {
    for (const conversationId of [...this.#unkept.keys()]) this.#keep(conversationId);
  }
}
