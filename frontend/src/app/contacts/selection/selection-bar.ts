import { Component, inject } from '@angular/core';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import type { Contact } from '#contract/conversations';
import { CancelRuns } from '../../agent-runs';
import { contactName } from '../../contact-names';
import { Formats } from '../../i18n';
import { Icon } from '../../ui';
import { ContactSelection } from './contact-selection';

/** How many contacts are chosen, and what can be done with them. */
@Component({
  selector: 'app-selection-bar',
  imports: [Icon, TranslocoDirective, TranslocoPipe],
  template: `
    <ng-container *transloco="let t; prefix: 'contacts.selection'">
      <p role="status">
        @let count = selection.chosen().length;
        @if (count > 0) {
          {{ t(count === 1 ? 'countOne' : 'count', { count: formats.number(count) }) }}
        }
        @if (selection.isTooMany()) {
          {{ t('most', { count: formats.number(selection.most) }) }}
        }
      </p>
      @if (count > 0) {
        <button #run type="button" class="button button-primary" (click)="selection.ask(selection.chosen())">
          <svg appIcon="bot"></svg>{{ t('run') }}
        </button>
        @let waiting = selection.waiting().length;
        @if (waiting > 0) {
          <button
            type="button"
            class="button"
            [attr.aria-disabled]="cancelling.isSending() || null"
            (click)="cancel(run)"
          >
            <svg appIcon="x"></svg>{{ t('cancelRuns', { count: formats.number(waiting) }) }}
          </button>
        }
        @if (count === 2) {
          <button type="button" class="button" (click)="selection.merge()">
            <svg appIcon="users"></svg>{{ t('merge') }}
          </button>
        }
        <button type="button" class="button" popovertarget="chosen-contacts">{{ t('show') }}</button>
        <ul #list class="card" id="chosen-contacts" popover tabindex="-1" [attr.aria-label]="t('show')">
          @for (contact of selection.chosen(); track contact.id) {
            @let name = nameOf(contact);
            <li>
              <span>{{ name || ('contacts.nameless' | transloco) }}</span>
              <button
                type="button"
                class="button button-icon"
                [attr.aria-label]="t('remove', { name: name || ('contacts.nameless' | transloco) })"
                (click)="selection.choose([contact], false); list.focus()"
              >
                <svg appIcon="x"></svg>
              </button>
            </li>
          }
        </ul>
        <button type="button" class="button" (click)="selection.clear()">{{ t('clear') }}</button>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
      align-items: center;
    }
    /* Without anybody it takes no place, and what it says is heard all the same. */
    :host(:not(:has(button))) {
      margin-top: calc(-1 * var(--space-3));
    }
    @media (max-width: 700px) {
      :host(:not(:has(button))) {
        margin-top: calc(-1 * var(--space-2));
      }
    }
    ul {
      width: min(360px, calc(100vw - 24px));
      max-height: 60dvh;
      padding: var(--space-2) var(--space-3);
      overflow: auto;
      color: var(--color-text);
      box-shadow: var(--shadow-floating);
      list-style: none;
    }
    li {
      display: flex;
      gap: var(--space-2);
      align-items: center;
      justify-content: space-between;
      overflow-wrap: anywhere;
    }
    p {
      flex: 1 1 160px;
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class SelectionBar {
  protected readonly formats = inject(Formats);
  protected readonly selection = inject(ContactSelection);
  protected readonly cancelling = inject(CancelRuns);

  /** The button for it goes with the last who waits; the keyboard stays beside it. */
  protected cancel(next: HTMLElement): void {
    this.cancelling.cancel(this.selection.waiting());
    next.focus();
  }

  protected nameOf(contact: Contact): string {
    return contactName(contact);
  }
}
