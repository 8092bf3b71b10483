import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Reaction } from '#contract/messages';
import { Colleagues } from '../../colleagues';

interface Given {
  emoji: string;
  count: number;
  /** Whether the number of this line is among them: a click takes that one back. */
  ours: boolean;
  names: string;
}

/** The reactions below a bubble, each emoji once with how many gave it; a click gives the same, or takes it back. */
@Component({
  selector: 'app-message-reactions',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'conversation.reactions'">
      @for (given of shown(); track given.emoji) {
        <button
          type="button"
          [class.ours]="given.ours"
          [attr.aria-pressed]="given.ours"
          [attr.aria-disabled]="!canReact() || null"
          [attr.aria-label]="t('given', { emoji: given.emoji, count: given.count, names: given.names })"
          [title]="given.names"
          (click)="canReact() && toggled.emit(given.ours ? '' : given.emoji)"
        >
          <span aria-hidden="true">{{ given.emoji }}</span>
          @if (given.count > 1) {
            <span aria-hidden="true">{{ given.count }}</span>
          }
        </button>
      }
    </ng-container>
  `,
  styles: `
    :host {
      position: relative;
      z-index: 1;
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-1);
      margin-top: -6px;
      padding: 0 var(--space-2);
    }
    button {
      display: inline-flex;
      gap: 3px;
      align-items: center;
      min-width: 30px;
      height: 26px;
      padding: 0 6px;
      border: 1px solid var(--color-border);
      border-radius: var(--radius-round);
      background: var(--color-surface-raised);
      color: var(--color-text);
      font-size: var(--text-13);
      box-shadow: var(--shadow-raised);
      cursor: pointer;
    }
    button[aria-disabled='true'] {
      cursor: default;
    }
    .ours {
      border-color: var(--color-accent);
      background: var(--color-accent-soft);
      color: var(--color-on-accent-soft);
    }
  `,
})
export class MessageReactions {
  readonly #colleagues = inject(Colleagues);

  readonly reactions = input.required<readonly Reaction[]>();
  /** Whether a reaction can be sent now. */
  readonly canReact = input(true);
  /** Whom the conversation is with: who reacted outside groups. */
  readonly contactName = input('');
  /** What whoever reacted on the business's own phone is called. */
  readonly phoneWord = input('');
  /** The emoji to react with now; empty to take ours back. */
  readonly toggled = output<string>();

  protected readonly shown = computed(() => {
    const emojis = new Set(this.reactions().map(({ emoji }) => emoji));
    return [...emojis].map((emoji): Given => {
      const given = this.reactions().filter((reaction) => reaction.emoji === emoji);
      return {
        emoji,
        count: given.length,
        ours: given.some(({ fromMe }) => fromMe),
        names: given.map((reaction) => this.#nameOf(reaction)).join(', '),
      };
    });
  });

  #nameOf({ fromMe, userId, participant }: Reaction): string {
    if (fromMe) return this.#colleagues.nameOf(userId) ?? this.phoneWord();
    return participant ?? this.contactName();
  }
}
