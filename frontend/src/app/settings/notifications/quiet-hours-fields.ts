import { Component, computed, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Preferences as PreferenceValues } from '#contract/team-settings';
import { Preferences } from '../../preferences';
import { SwitchField } from '../../switches';
import { ownTimeZone, zoneGroups } from '../time-zones';

type QuietHours = NonNullable<PreferenceValues['quietHours']>;

/** Hours in which nothing calls: between which times of day, and where. */
@Component({
  selector: 'app-quiet-hours-fields',
  imports: [SwitchField, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'settings.notifications'">
      <app-switch-field
        [label]="t('quiet')"
        [hint]="t('quietHint')"
        [checked]="hours() !== null"
        (wanted)="turn($event)"
      />
      @if (hours(); as quiet) {
        <div class="times">
          <div class="field">
            <label class="field-label" for="quiet-from">{{ t('quietFrom') }}</label>
            <input
              #from
              class="input"
              id="quiet-from"
              type="time"
              [value]="quiet.from"
              (change)="change({ from: from.value })"
              (blur)="from.value = quiet.from"
            />
          </div>
          <div class="field">
            <label class="field-label" for="quiet-to">{{ t('quietTo') }}</label>
            <input
              #to
              class="input"
              id="quiet-to"
              type="time"
              [value]="quiet.to"
              (change)="change({ to: to.value })"
              (blur)="to.value = quiet.to"
            />
          </div>
          <div class="field zone">
            <label class="field-label" for="quiet-zone">{{ t('quietZone') }}</label>
            <select #zone class="input" id="quiet-zone" (change)="change({ timeZone: zone.value })">
              @for (group of zones(); track group.area) {
                <optgroup [label]="group.area">
                  @for (place of group.zones; track place.id) {
                    <option [value]="place.id" [selected]="place.id === quiet.timeZone">{{ place.city }}</option>
                  }
                </optgroup>
              }
            </select>
          </div>
        </div>
        <p class="field-hint" role="status">{{ t(span(), quiet) }}</p>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-3);
    }
    .times {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(130px, 1fr));
      gap: var(--space-3);
    }
    .zone {
      grid-column: span 2;
    }
  `,
})
export class QuietHoursFields {
  readonly #preferences = inject(Preferences);
  protected readonly hours = computed(() => this.#preferences.all().quietHours);
  readonly #zone = computed(() => this.hours()?.timeZone ?? ownTimeZone());
  protected readonly zones = computed(() => zoneGroups(this.#zone()));
  /** How the hours are read out. */
  protected readonly span = computed(() => {
    const { from, to } = this.hours() ?? { from: '', to: '' };
    if (from === to) return 'quietNever';
    return from < to ? 'quietSameDay' : 'quietOverNight';
  });

  protected turn(on: boolean): void {
    const quietHours: QuietHours | null = on ? { from: '20:00', to: '08:00', timeZone: ownTimeZone() } : null;
    this.#preferences.change({ quietHours });
  }

  /** A time that is half typed is none yet. */
  protected change(change: Partial<QuietHours>): void {
    const before = this.hours();
    if (!before || Object.values(change).includes('')) return;
    this.#preferences.change({ quietHours: { ...before, ...change } });
  }
}
