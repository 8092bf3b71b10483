import { computed, inject, Injectable, Injector, runInInjectionContext, signal } from '@angular/core';
import type { MessageTemplate, MessageTemplateList } from '#contract/message-templates';
import { Followed } from '../../followed';

/** The templates of one line over Meta's Cloud API that can be sent. */
@Injectable()
export class LineTemplates {
  readonly #injector = inject(Injector);
  readonly #list = signal<Followed<MessageTemplateList> | null>(null);
  #sessionId = '';

  readonly isKnown = computed(() => this.#list()?.value() !== undefined);
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
    const path = `/whatsapp/sessions/${encodeURIComponent(sessionId)}/templates`;
    const rules = { key: `templates/${sessionId}`, path, kind: 'messageTemplates' };
    this.#list.set(runInInjectionContext(this.#injector, () => new Followed<MessageTemplateList>(rules)));
  }

  find(id: string | undefined): MessageTemplate | null {
    return this.usable().find((template) => template.id === id) ?? null;
  }

  renew(): void {
    this.#list()?.renew();
  }
}
