import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Conversation } from '#contract/conversations';
import { Language } from '../i18n';
import { Icon } from '../ui';
import { PresenceStore } from './presence-store';

/** Names beyond so many are only counted, unless it would be a single one. */
const MOST_NAMES = 3;

/**
 * Says which colleagues have the same conversation open. Where room is short only their names are seen, unless it is `roomy`;
 * all of it is read out.
 */
@Component({
  selector: 'app-conversation-viewers',
  imports: [Icon, TranslocoPipe],
  template: `
    @if (names().length > 0) {
      @let others = 'presence.others' | transloco: { count: names().length - named().length };
      @let listed = list(others);
      @let sentence = (names().length === 1 ? 'presence.viewingOne' : 'presence.viewingMany') | transloco: { listed };
      <span class="note" [title]="sentence">
        <svg appIcon="eye"></svg>
        <span class="sentence">{{ sentence }}</span>
        <span class="names" aria-hidden="true">{{ listed }}</span>
      </span>
    }
  `,
  styles: `
    :host {
      min-width: 0;
    }
    .note {
      display: inline-flex;
      gap: 6px;
      align-items: center;
      max-width: 100%;
      padding: 3px 10px;
      border-radius: var(--radius-round);
      background: var(--color-info-soft);
      color: var(--color-info);
      font-size: var(--text-12);
      font-weight: 550;
    }
    svg {
      flex: none;
      width: 14px;
      height: 14px;
    }
    .sentence,
    .names {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .names {
      display: none;
    }
    @media (min-width: 701px) and (max-width: 900px) {
      .names {
        display: block;
      }
      .sentence {
        position: absolute;
        width: 1px;
        height: 1px;
        clip-path: inset(50%);
      }
    }
    :host(.roomy) .note {
      border-radius: var(--radius-control);
    }
    :host(.roomy) .sentence {
      position: static;
      width: auto;
      clip-path: none;
      white-space: normal;
    }
    :host(.roomy) .names {
      display: none;
    }
    @media (max-width: 700px) {
      .note {
        margin-top: var(--space-1);
        border-radius: var(--radius-control);
      }
      .sentence {
        white-space: normal;
      }
    }
  `,
  host: { role: 'status' },
})
export class ConversationViewers {
  readonly #presence = inject(PresenceStore);
  readonly #language = inject(Language).code;

  readonly conversation = input.required<Pick<Conversation, 'id' | 'contactId'>>();

  protected readonly names = computed(() => this.#presence.viewersOf(this.conversation()).map(({ name }) => name));
  protected readonly named = computed(() =>
    this.names().length > MOST_NAMES + 1 ? this.names().slice(0, MOST_NAMES) : this.names(),
  );

  /** As the language writes it: "Luis y Marta", "Inés, Luis, Marta y 2 más". */
  protected list(others: string): string {
    const named = this.named();
    const isAll = named.length === this.names().length;
    return new Intl.ListFormat(this.#language()).format(isAll ? named : [...named, others]);
  }
}
