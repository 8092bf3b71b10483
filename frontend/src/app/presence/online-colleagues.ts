import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Avatar } from '../ui';
import { PresenceStore } from './presence-store';

/** So many are shown one by one; the rest is a number. */
const MOST_AVATARS = 4;

/** The colleagues who are online, as a small stack of avatars. Names show on hover and are read out. */
@Component({
  selector: 'app-online-colleagues',
  imports: [Avatar, TranslocoPipe],
  template: `
    @if (shown().length > 0) {
      <ul [attr.aria-label]="'presence.online' | transloco">
        @for (colleague of shown(); track colleague.userId) {
          <li>
            <span role="img" [title]="colleague.name" [attr.aria-label]="colleague.name">
              <app-avatar [name]="colleague.name" [id]="colleague.userId" [size]="28" />
            </span>
          </li>
        }
        @if (restNames(); as names) {
          <li>
            <span class="rest" role="img" [title]="names" [attr.aria-label]="names">+{{ rest().length }}</span>
          </li>
        }
      </ul>
    }
  `,
  styles: `
    /* Takes no room while nobody is there. */
    :host(:empty) {
      display: none;
    }
    ul {
      display: flex;
      padding-left: var(--space-2);
    }
    li {
      margin-left: -8px;
      border: 2px solid var(--color-surface);
      border-radius: var(--radius-round);
    }
    span {
      display: block;
    }
    .rest {
      display: grid;
      place-items: center;
      min-width: 28px;
      height: 28px;
      padding: 0 6px;
      border-radius: var(--radius-round);
      background: var(--color-surface-sunken);
      color: var(--color-text-muted);
      font-size: var(--text-12);
      font-weight: 600;
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class OnlineColleagues {
  readonly #colleagues = inject(PresenceStore).colleagues;

  protected readonly shown = computed(() => this.#colleagues().slice(0, MOST_AVATARS));
  protected readonly rest = computed(() => this.#colleagues().slice(MOST_AVATARS));
  protected readonly restNames = computed(() =>
    this.rest()
      .map(({ name }) => name)
      .join(', '),
  );
}
