import { DOCUMENT, inject, Service } from '@angular/core';

/** What a person began to write in each conversation, for as long as the tab is open. */
@Service()
export class Drafts {
  readonly #storage = inject(DOCUMENT).defaultView?.sessionStorage;

  read(conversationId: string): string {
    return this.#storage?.getItem(nameFor(conversationId)) ?? '';
  }

  write(conversationId: string, text: string): void {
    try {
      if (text) {
        this.#storage?.setItem(nameFor(conversationId), text);
      } else {
        this.#storage?.removeItem(nameFor(conversationId));
      }
    } catch {
      // The text is still in the field.
    }
  }
}

function nameFor(conversationId: string): string {
  return `condorito.draft.${conversationId}`;
}
