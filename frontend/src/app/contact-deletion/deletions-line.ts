import { Component, computed, inject } from '@angular/core';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import type { ContactDeletionList } from '#contract/contacts';
import { Followed } from '../followed';
import { Formats } from '../i18n';

/** For admins: that data of contacts are still being erased, while they are. */
@Component({
  selector: 'app-deletions-line',
  imports: [TranslocoDirective],
  providers: [provideTranslocoScope('contact-deletion')],
  template: `
    <p role="status" *transloco="let t; prefix: 'contactDeletion'">
      @if (count() > 0) {
        {{ t(count() === 1 ? 'underWayOne' : 'underWay', { count: formats.number(count()) }) }}
      }
    </p>
  `,
  styles: `
    :host {
      display: contents;
    }
    p {
      flex-basis: 100%;
      order: 1;
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
    p:empty {
      display: none;
    }
  `,
})
export class DeletionsLine {
  readonly #deletions = new Followed<ContactDeletionList>({
    key: 'contact-deletions',
    path: '/contacts/deletions',
    kind: 'deletions',
    ttl: 0,
  });
  protected readonly formats = inject(Formats);
  protected readonly count = computed(() => this.#deletions.value()?.items.length ?? 0);
}
