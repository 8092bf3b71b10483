import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Quoted } from '#contract/messages';
import { MessageAuthors } from '../authors/message-authors';
import { ContentWords } from './content-words';
import { KindIcon } from './kind-icon';

/** What a message answers, above the answer; a click goes there where we have it. */
@Component({
  selector: 'app-quoted-message',
  imports: [KindIcon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <button
        type="button"
        class="quoted"
        [disabled]="!isLink() || quoted().id === undefined"
        [title]="quoted().id === undefined ? '' : t('conversation.goToQuoted')"
        (click)="opened.emit()"
      >
        <span class="visually-hidden">{{ t('conversation.answerTo') }}</span>
        <span class="who">{{ name() || t('chat.author.' + author().word) }}</span>
        <span class="what"><app-kind-icon [of]="quoted()" />{{ words.lineOf(quoted()) }}</span>
      </button>
    </ng-container>
  `,
  styles: `
    .quoted {
      display: grid;
      gap: 1px;
      width: 100%;
      margin-bottom: var(--space-1);
      padding: var(--space-1) var(--space-2);
      border: 0;
      border-inline-start: 3px solid var(--color-accent);
      border-radius: 6px;
      /* Towards the page's own ground, on which the accent can be read in both themes. */
      background: color-mix(in srgb, var(--color-surface) 50%, transparent);
      color: inherit;
      font: inherit;
      font-size: var(--text-13);
      text-align: start;
      cursor: pointer;
    }
    .quoted:disabled {
      cursor: default;
    }
    .who {
      color: var(--color-accent);
      font-size: var(--text-12);
      font-weight: 600;
    }
    .what {
      display: -webkit-box;
      overflow: hidden;
      overflow-wrap: anywhere;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      color: color-mix(in srgb, var(--color-text) 78%, transparent);
    }
  `,
})
export class QuotedMessage {
  readonly #authors = inject(MessageAuthors);
  protected readonly words = inject(ContentWords);

  readonly quoted = input.required<Quoted>();
  /** Whom the conversation is with, where that is one person whose name is known. */
  readonly contactName = input('');
  /** Whether it leads to the message. */
  readonly isLink = input(true);
  readonly opened = output();

  protected readonly author = computed(() => this.#authors.authorOf(this.quoted()));
  /** Empty where there is only a word for whoever it was. */
  protected readonly name = computed(() => {
    const { word, name } = this.author();
    return this.quoted().participant ?? name ?? (word === 'contact' ? this.contactName() : '');
  });
}
