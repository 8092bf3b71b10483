import { Component, computed, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Interactive } from '#contract/messages';
import { FormattedText, textTokens } from '../../formatted-text';
import { MessageChoices } from '../message-contents/message-choices';

/**
 * Fields beside the message that is being made with them, as its receiver will read it. What is marked `inPreview` stands
 * within that message, above its text.
 */
@Component({
  selector: 'app-maker-form',
  imports: [FormattedText, MessageChoices, TranslocoDirective],
  template: `
    <form
      novalidate
      *transloco="let t; prefix: 'conversation.maker'"
      (submit)="$event.preventDefault(); submitted.emit()"
    >
      <div class="fields">
        <ng-content />
      </div>
      <figure>
        <figcaption class="field-label">{{ t('preview') }}</figcaption>
        <div class="wall">
          <div class="bubble">
            <ng-content select="[inPreview]" />
            @if (around().header) {
              <p class="header">{{ around().header }}</p>
            }
            <app-formatted-text [tokens]="tokens()" />
            <app-message-choices [offered]="around()" />
          </div>
        </div>
      </figure>
      <button type="submit" class="button button-primary">{{ t('send') }}</button>
    </form>
  `,
  styles: `
    form {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 320px);
      gap: var(--space-4) var(--space-6);
      align-items: start;
    }
    .fields,
    figure {
      display: grid;
      gap: var(--space-3);
    }
    figure {
      gap: var(--space-1);
      margin: 0;
    }
    .wall {
      padding: var(--space-4);
      border-radius: var(--radius-card);
      background: var(--color-surface-sunken);
    }
    .bubble {
      min-height: 36px;
      padding: 6px var(--space-3);
      border-radius: var(--radius-card);
      border-start-end-radius: var(--space-1);
      background: var(--color-bubble-out);
      box-shadow: var(--shadow-raised);
      overflow-wrap: anywhere;
    }
    .header {
      font-weight: 600;
    }
    .button {
      grid-column: 1 / -1;
      justify-self: end;
    }
    @media (max-width: 700px) {
      form {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
})
export class MakerForm {
  readonly text = input.required<string>();
  /** What stands around the text. */
  readonly around = input.required<Interactive>();
  readonly submitted = output();

  protected readonly tokens = computed(() => textTokens(this.text()));
}
