import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Location } from '#contract/messages';
import { Icon } from '../../ui';
import { Amounts } from './amounts';

/** A place somebody has sent, which a map opens. */
@Component({
  selector: 'app-message-location',
  imports: [Icon, TranslocoDirective],
  template: `
    <a *transloco="let t" [href]="address()" target="_blank" rel="noopener noreferrer nofollow">
      <svg appIcon="map-pin"></svg>
      <span>
        <strong>{{ location().name || t('chat.kind.location') }}</strong>
        @if (location().address; as street) {
          <span>{{ street }}</span>
        }
        <span class="place">{{ place() }}</span>
        <span class="open">{{ t('conversation.openMap') }}</span>
      </span>
    </a>
  `,
  styles: `
    a {
      display: flex;
      gap: var(--space-2);
      min-width: 200px;
      padding: var(--space-1) 0;
      color: inherit;
      text-decoration: none;
      overflow-wrap: anywhere;
    }
    span span,
    strong {
      display: block;
    }
    svg {
      flex: none;
      width: 24px;
      height: 24px;
      color: var(--color-accent);
    }
    .place {
      font-size: var(--text-12);
      font-variant-numeric: tabular-nums;
    }
    .open {
      color: var(--color-accent);
      font-weight: 600;
      text-decoration: underline;
    }
  `,
})
export class MessageLocation {
  readonly #amounts = inject(Amounts);

  readonly location = input.required<Location>();

  protected readonly place = computed(() => {
    const { latitude, longitude } = this.location();
    return `${this.#amounts.degrees(latitude)} · ${this.#amounts.degrees(longitude)}`;
  });
  protected readonly address = computed(() => {
    const { latitude, longitude } = this.location();
    return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
  });
}
