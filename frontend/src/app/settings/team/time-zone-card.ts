import { Component, computed, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { TranslocoDirective } from '@jsverse/transloco';
import { finalize, map, timer } from 'rxjs';
import { EnhancedErrorHandlerService } from '../../errors';
import { Language } from '../../i18n';
import { TeamSettings } from '../../team-settings';
import { zoneGroups } from '../time-zones';

const MINUTE = 60_000;

/** By which clocks the company goes. */
@Component({
  selector: 'app-time-zone-card',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'settings.team.timeZone'">
      <h3>
        <label for="team-zone">{{ t('heading') }}</label>
      </h3>
      <p class="note" id="team-zone-note">{{ t('note') }}</p>
      <select
        #zone
        class="input"
        id="team-zone"
        aria-describedby="team-zone-note team-zone-time"
        (change)="set(zone.value)"
      >
        @for (group of zones(); track group.area) {
          <optgroup [label]="group.area">
            @for (place of group.zones; track place.id) {
              <option [value]="place.id" [selected]="place.id === shown()">{{ place.city }}</option>
            }
          </optgroup>
        }
      </select>
      <p class="field-hint" id="team-zone-time" role="status">{{ t('now', { time: time() }) }}</p>
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-2);
    }
    select {
      max-width: 24rem;
    }
  `,
})
export class TimeZoneCard {
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #language = inject(Language);
  readonly #team = inject(TeamSettings);
  /** What is on its way to the server; null where nothing is. */
  readonly #wished = signal<string | null>(null);
  readonly #now = toSignal(timer(MINUTE - (Date.now() % MINUTE), MINUTE).pipe(map(() => Date.now())), {
    initialValue: Date.now(),
  });
  protected readonly shown = computed(() => this.#wished() ?? this.#team.all()?.timeZone ?? 'UTC');
  protected readonly zones = computed(() => zoneGroups(this.shown()));
  protected readonly time = computed(() =>
    new Intl.DateTimeFormat(this.#language.code(), {
      timeZone: this.shown(),
      weekday: 'long',
      hour: 'numeric',
      minute: '2-digit',
    }).format(this.#now()),
  );

  protected set(timeZone: string): void {
    this.#wished.set(timeZone);
    this.#team
      .change({ timeZone })
      .pipe(
        finalize(() => {
          this.#wished.set(null);
        }),
      )
      .subscribe({
        error: (error: unknown) => {
          this.#errors.tellFailure(error);
        },
      });
  }
}
