import { Component, computed, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Message } from '#contract/messages';
import { Icon } from '../../ui';
import { webAddress } from './web-address';

/** Where a message comes from, above what it says: passed on, made from a template, written from an advertisement. */
@Component({
  selector: 'app-message-origin',
  imports: [Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'conversation.origin'">
      @if (message().forwarded) {
        <p class="word"><svg appIcon="forward"></svg>{{ t('forwarded') }}</p>
      }
      @if (message().template; as template) {
        <p class="word"><svg appIcon="layout-template"></svg>{{ t('template', { name: template.name }) }}</p>
      }
      @if (message().referral; as referral) {
        <div class="advertisement">
          <p class="word"><svg appIcon="megaphone"></svg>{{ t('advertisement') }}</p>
          @if (referral.headline) {
            <p class="headline">{{ referral.headline }}</p>
          }
          @if (referral.body) {
            <p>{{ referral.body }}</p>
          }
          @if (source(); as source) {
            <a [href]="source.href" target="_blank" rel="noopener noreferrer nofollow">{{ source.host }}</a>
          }
        </div>
      }
      @if (message().interactive?.header; as header) {
        <p class="header">{{ header }}</p>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: block;
      overflow-wrap: anywhere;
    }
    .word {
      display: flex;
      gap: var(--space-1);
      align-items: center;
      color: color-mix(in srgb, var(--color-text) 78%, transparent);
      font-size: var(--text-12);
    }
    .word svg {
      flex: none;
      width: 14px;
      height: 14px;
    }
    .advertisement {
      margin-block: 2px var(--space-1);
      padding: var(--space-2);
      border-inline-start: 3px solid var(--color-accent);
      border-radius: 6px;
      background: color-mix(in srgb, var(--color-surface) 50%, transparent);
      font-size: var(--text-13);
    }
    .headline,
    .header {
      font-weight: 600;
    }
    a {
      color: var(--color-accent);
    }
  `,
})
export class MessageOrigin {
  readonly message = input.required<Pick<Message, 'forwarded' | 'template' | 'referral' | 'interactive'>>();

  protected readonly source = computed(() => webAddress(this.message().referral?.sourceUrl));
}
