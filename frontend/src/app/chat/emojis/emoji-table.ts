import { httpResource } from '@angular/common/http';
import { computed, inject, Service } from '@angular/core';
import { Language } from '../../i18n';
import { type EmojiFile, emojisOf } from './emoji-groups';

/** All emojis, with names and words of the language in use. Fetched from the app's own server when first wanted. */
@Service()
export class EmojiTable {
  readonly #language = inject(Language).code;
  readonly #file = httpResource<EmojiFile>(() => `emojis/${this.#language()}.json`);

  /** Undefined until they are there. */
  readonly groups = computed(() => (this.#file.hasValue() ? emojisOf(this.#file.value()) : undefined));
  readonly failed = computed(() => this.#file.status() === 'error');

  tryAgain(): void {
    this.#file.reload();
  }
}
