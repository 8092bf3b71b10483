import { computed, linkedSignal, type Signal, type WritableSignal } from '@angular/core';

/**
 * Which of a list's items Enter chooses while the focus stays in the text that is typed: the first, or the one somebody has
 * gone to, which stays theirs when the list is brought up to date, until they type on.
 */
export class ActiveItem<Item extends { readonly id: string }> {
  readonly #items: () => readonly Item[];
  readonly #pointedAt: WritableSignal<string | null>;

  /** Null where the list is empty. */
  readonly item: Signal<Item | null>;

  constructor(items: () => readonly Item[], typed: () => string) {
    this.#items = items;
    this.#pointedAt = linkedSignal<string, string | null>({ source: typed, computation: () => null });
    this.item = computed(() => items().find(({ id }) => id === this.#pointedAt()) ?? items()[0] ?? null);
  }

  pointAt(item: Item | undefined): void {
    this.#pointedAt.set(item?.id ?? null);
  }

  /** To the next or the one before, and round at the ends. */
  go(step: 1 | -1): void {
    const [items, item] = [this.#items(), this.item()];
    if (item) this.pointAt(items[(items.indexOf(item) + step + items.length) % items.length]);
  }
}

/** The step of an arrow key; undefined for any other key. */
export function stepOf(key: string): 1 | -1 | undefined {
  return key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : undefined;
}
