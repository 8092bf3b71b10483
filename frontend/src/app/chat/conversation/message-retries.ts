import { inject, Service, signal } from '@angular/core';
import { EMPTY, finalize, map, type Observable } from 'rxjs';
import type { Message, SendMessageResponse } from '#contract/messages';
import { ApiClient } from '../../api';

/** Asks the server to send failed messages again, for each once at a time. */
@Service()
export class MessageRetries {
  readonly #api = inject(ApiClient);
  readonly #underWay = signal<ReadonlySet<string>>(new Set());

  /** The messages the server has been asked for and has not answered yet, by id. */
  readonly underWay = this.#underWay.asReadonly();

  /** Brings the message as the server has it afterwards; nothing where it is being asked already. */
  retry({ id, conversationId }: Message): Observable<Message> {
    if (this.#underWay().has(id)) return EMPTY;
    this.#underWay.update((ids) => new Set([...ids, id]));
    const [conversation, message] = [conversationId, id].map(encodeURIComponent);
    return this.#api.post<SendMessageResponse>(`/conversations/${conversation}/messages/${message}/retry`).pipe(
      map((answer) => answer.message),
      finalize(() => {
        this.#underWay.update((ids) => new Set([...ids].filter((other) => other !== id)));
      }),
    );
  }
}
