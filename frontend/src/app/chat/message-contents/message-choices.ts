import { Component, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Interactive } from '#contract/messages';
import { Icon } from '../../ui';

/** What stands below the text of a message that offers choices: its footer, its buttons, its list to unfold. */
@Component({
  selector: 'app-message-choices',
  imports: [Icon, TranslocoDirective],
  template: `
    @if (offered().footer; as footer) {
      <p class="footer">{{ footer }}</p>
    }
    <ng-container *transloco="let t; prefix: 'conversation.choices'">
      @if (offered().buttons; as buttons) {
        <ul class="buttons" [attr.aria-label]="t('buttons')">
          @for (button of buttons; track $index) {
            <li [title]="button.target ?? ''">{{ button.text }}</li>
          }
        </ul>
      }
      @if (offered().list; as list) {
        <details>
          <summary><svg appIcon="list"></svg>{{ list.button }}</summary>
          @for (section of list.sections; track $index) {
            @if (section.title) {
              <p class="section">{{ section.title }}</p>
            }
            <ul>
              @for (row of section.rows; track $index) {
                <li>
                  {{ row.title }}
                  @if (row.description) {
                    <span>{{ row.description }}</span>
                  }
                </li>
              }
            </ul>
          }
        </details>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: block;
      overflow-wrap: anywhere;
    }
    .footer,
    .section,
    li span {
      color: color-mix(in srgb, var(--color-text) 78%, transparent);
      font-size: var(--text-12);
    }
    .section {
      margin-top: var(--space-2);
      font-weight: 600;
    }
    .buttons,
    details {
      clear: both;
      margin: var(--space-2) calc(-1 * var(--space-3)) -6px;
      border-top: 1px solid color-mix(in srgb, var(--color-text) 14%, transparent);
    }
    .buttons li,
    summary {
      padding: var(--space-2) var(--space-3);
      color: var(--color-accent);
      font-weight: 550;
      text-align: center;
    }
    .buttons li + li {
      border-top: 1px solid color-mix(in srgb, var(--color-text) 14%, transparent);
    }
    summary {
      display: flex;
      gap: var(--space-2);
      align-items: center;
      justify-content: center;
      cursor: pointer;
    }
    summary svg {
      width: 16px;
      height: 16px;
    }
    details ul,
    .section {
      padding-inline: var(--space-3);
    }
    details ul {
      padding-bottom: var(--space-2);
    }
    details li {
      padding-block: 3px;
    }
    li span {
      display: block;
    }
  `,
})
export class MessageChoices {
  readonly offered = input.required<Interactive>();
}
