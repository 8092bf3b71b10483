import { Service, signal } from '@angular/core';

/** What conversations have become part of, as far as this page has been told. */
@Service()
export class MergedConversations {
  readonly #into = signal<ReadonlyMap<string, string>>(new Map());

  /** The id under which a conversation goes on; its own where it is none but itself. */
  present(id: string): string {
    const into = this.#into().get(id);
    return into === undefined ? id : this.present(into);
  }

  note(id: string, into: string): void {
    if (this.present(into) !== id) this.#into.update((all) => new Map([...all, [id, into]]));
  }

  /** For what belongs to one conversation: it begins anew in another, and goes along into one that this became part of. */
  goesAlong<T>(beginning: T): (id: string, before?: { source: string; value: T }) => T {
    return (id, before) => (before && this.present(before.source) === id ? before.value : beginning);
  }
}
