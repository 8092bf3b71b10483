import { Component, computed, input } from '@angular/core';
import type { TextToken } from './text-tokens';

/** Shows tokens of a WhatsApp text, marks within marks included. */
@Component({
  selector: 'app-formatted-text',
  // A space between the two would be shown.
  // prettier-ignore
  template: `{{ first() }}@for (token of others(); track $index) {
    @switch (token.kind) {
      @case ('text') {
        <span [textContent]="token.text"></span>
      }
      @case ('code') {
        <code>{{ token.text }}</code>
      }
      @case ('link') {
        <a [href]="token.href" target="_blank" rel="noopener noreferrer nofollow">{{ token.text }}</a>
      }
      @case ('bold') {
        <strong><app-formatted-text [tokens]="token.tokens" /></strong>
      }
      @case ('italic') {
        <em><app-formatted-text [tokens]="token.tokens" /></em>
      }
      @case ('strike') {
        <s><app-formatted-text [tokens]="token.tokens" /></s>
      }
    }
  }`,
  styles: `
    :host {
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    a {
      color: inherit;
      text-decoration: underline;
    }
    code {
      font-size: var(--text-13);
    }
  `,
})
export class FormattedText {
  readonly tokens = input.required<readonly TextToken[]>();
  /** What is not marked at the beginning, without an element of its own: most texts are nothing else. */
  protected readonly first = computed(() => {
    const [token] = this.tokens();
    return token?.kind === 'text' ? token.text : '';
  });
  protected readonly others = computed(() => this.tokens().slice(this.first() === '' ? 0 : 1));
}
