import { inject, Service, signal } from '@angular/core';
import { EMPTY, finalize, map, type Observable } from 'rxjs';
import type { Message, SendMessageResponse } from '#contract/messages';
import { ApiClient } from '../../api';

/** What a person decides of messages that did not go out, or of which nobody knows: the server is asked to do it. */
@Service()
export class MessageRetries {
  readonly #api = inject(ApiClient);
  readonly #underWay = signal<ReadonlySet<string>>(new Set());

  /** The messages the server has been asked to send again and has not answered yet, by id. */
  readonly underWay = this.#underWay.asReadonly();

  /** Brings the message as the server has it afterwards; nothing where it is being asked already. */
  retry(message: Message): Observable<Message> {
    const { id } = message;
    if (this.#underWay().has(id)) return EMPTY;
    this.#underWay.update((ids) => new Set([...ids, id]));
    return this.#ask(message, 'retry').pipe(
      finalize(() => {
        this.#underWay.update((ids) => new Set([...ids].filter((other) => other !== id)));
      }),
    );
  }

  /** Leaves an uncertain message as it is; brings it as the server has it afterwards. */
  leave(message: Message): Observable<Message> {
    return this.#ask(message, 'leave');
  }

  #ask({ id, conversationId }: Message, what: 'retry' | 'leave'): Observable<Message> {
    const [conversation, message] = [conversationId, id].map(encodeURIComponent);
    return this.#api
      .post<SendMessageResponse>(`/conversations/${conversation}/messages/${message}/${what}`)
      .pipe(map((answer) => answer.message));
  }
}
