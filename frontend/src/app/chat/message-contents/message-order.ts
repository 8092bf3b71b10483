import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Order } from '#contract/messages';
import { Formats } from '../../i18n';
import { Icon } from '../../ui';
import { Amounts } from './amounts';

/** What somebody has ordered from the catalogue, and what it comes to. */
@Component({
  selector: 'app-message-order',
  imports: [Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'conversation.order'">
      <p class="title"><svg appIcon="shopping-bag"></svg>{{ t('title') }}</p>
      <ul>
        @for (item of order().items; track $index) {
          <li>
            <span>{{ formats.number(item.quantity) }} × {{ item.productId }}</span>
            <span class="price">{{ amounts.money(item.quantity * item.price, item.currency) }}</span>
          </li>
        }
      </ul>
      @if (total(); as total) {
        <p class="total">
          <span>{{ t('total') }}</span>
          <span class="price">{{ amounts.money(total.amount, total.currency) }}</span>
        </p>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: block;
      min-width: 200px;
      padding-block: var(--space-1);
    }
    .title {
      display: flex;
      gap: var(--space-2);
      align-items: center;
      font-weight: 600;
    }
    svg {
      width: 18px;
      height: 18px;
      color: var(--color-accent);
    }
    li,
    .total {
      display: flex;
      gap: var(--space-4);
      justify-content: space-between;
      padding-top: var(--space-1);
      overflow-wrap: anywhere;
    }
    .total {
      margin-top: var(--space-1);
      border-top: 1px solid color-mix(in srgb, var(--color-text) 14%, transparent);
      font-weight: 600;
    }
    .price {
      flex: none;
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class MessageOrder {
  protected readonly amounts = inject(Amounts);
  protected readonly formats = inject(Formats);

  readonly order = input.required<Order>();

  /** Null where there is one thing only, or more than one currency. */
  protected readonly total = computed(() => {
    const { items } = this.order();
    const [first] = items;
    if (!first || items.length === 1 || items.some(({ currency }) => currency !== first.currency)) return null;
    return {
      amount: items.reduce((sum, { quantity, price }) => sum + quantity * price, 0),
      currency: first.currency,
    };
  });
}
