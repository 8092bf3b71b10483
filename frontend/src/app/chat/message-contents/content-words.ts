import { inject, Service } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { Message, Quoted } from '#contract/messages';

type Said = Pick<Message, 'type' | 'text' | 'media' | 'location' | 'system'> &
  Pick<Quoted, 'contacts'> & { order?: Message['order'] | Quoted['order'] };

/** The key below `chat` of the word for what a message is, where it is more than its text. */
export function kindKey({ type, media, order }: Pick<Said, 'type' | 'media' | 'order'>): string {
  if (order) return 'kind.order';
  return type === 'audio' && media?.voice ? 'kind.voice' : `kind.${type}`;
}

/** Says in one line what a message holds: in the list of conversations, above an answer, to a screen reader. */
@Service()
export class ContentWords {
  readonly #transloco = inject(TranslocoService);

  /** Depends on the language: to be called where `t` is, or when it is wanted once. */
  lineOf(said: Said): string {
    const { type, text, media, location, contacts, system } = said;
    if (system) return this.#transloco.translate(`chat.system.${system.code}`, system.params);
    if (text !== undefined && text !== '' && type !== 'reaction') return text;
    const detail = media?.fileName ?? location?.name ?? contacts?.map(({ name }) => name).join(', ');
    const word: string = this.#transloco.translate(`chat.${kindKey(said)}`);
    return type === 'document' || type === 'location' || type === 'contacts' ? (detail ?? word) : word;
  }
}
