import { computed, inject, Injectable, Injector, runInInjectionContext, signal } from '@angular/core';
import { finalize } from 'rxjs';
import type { MessageTemplate, MessageTemplateList } from '#contract/message-templates';
import { ApiClient } from '../../api';
import { EnhancedErrorHandlerService } from '../../errors';
import { Followed } from '../../followed';

/** The templates of one line over Meta's Cloud API that can be sent. */
@Injectable()
export class LineTemplates {
  readonly #api = inject(ApiClient);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #injector = inject(Injector);
  readonly #list = signal<Followed<MessageTemplateList> | null>(null);
  readonly #syncing = signal(false);
  #sessionId = '';

  readonly isKnown = computed(() => this.#list()?.value() !== undefined);
  /** Whether Meta is being asked for its list. */
  readonly syncing = this.#syncing.asReadonly();
  readonly failed = computed(() => this.#list()?.failed() === true);
  readonly usable = computed(
    () =>
      this.#list()
        ?.value()
        ?.items.filter(({ status, sendable }) => status === 'approved' && sendable) ?? [],
  );

  /** From now on they are those of this line. */
  follow(sessionId: string): void {
    if (this.#sessionId === sessionId) return;
    this.#sessionId = sessionId;
    const rules = { key: `templates/${sessionId}`, path: this.#path(), kind: 'messageTemplates' };
    this.#list.set(runInInjectionContext(this.#injector, () => new Followed<MessageTemplateList>(rules)));
  }

  find(id: string | undefined): MessageTemplate | null {
    return this.usable().find((template) => template.id === id) ?? null;
  }

  renew(): void {
    this.#list()?.renew();
  }

  /** Asks Meta for its list: a template may have been approved a moment ago. */
  sync(): void {
    const list = this.#list();
    if (!list || this.#syncing()) return;
    this.#syncing.set(true);
    list
      .whileChanging(this.#api.post<MessageTemplateList>(`${this.#path()}/sync`))
      .pipe(
        finalize(() => {
          this.#syncing.set(false);
        }),
      )
      .subscribe({
        next: (synced) => {
          list.put(synced);
        },
        error: (error: unknown) => {
          this.#errors.tellFailure(error);
        },
      });
  }

  #path(): string {
    return `/whatsapp/sessions/${encodeURIComponent(this.#sessionId)}/templates`;
  }
}
