import { Component, inject, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { finalize } from 'rxjs';
import { EnhancedErrorHandlerService } from '../../errors';
import { TeamSettings } from '../../team-settings';
import { SwitchField } from '../../switches';
import { ErrorState, Skeleton } from '../../ui';
import { NamedSettingsCard } from './named-settings-card';
import { TimeZoneCard } from './time-zone-card';

/** What the client decides for its whole team. For admins. */
@Component({
  selector: 'app-team-section',
  imports: [ErrorState, NamedSettingsCard, Skeleton, SwitchField, TimeZoneCard, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'settings.team'">
      <header>
        <h2>{{ t('title') }}</h2>
        <p class="intro">{{ t('intro') }}</p>
      </header>
      @if (team.all(); as settings) {
        @let receipts = wishedReceipts() ?? settings.readReceipts;
        <div class="card part">
          <app-switch-field
            [label]="t('receipts')"
            [hint]="t(receipts ? 'receiptsOn' : 'receiptsOff')"
            [checked]="receipts"
            (wanted)="setReceipts($event)"
          />
        </div>
        <app-time-zone-card class="card part" />
        <app-named-settings-card class="card part" kind="stages" />
        <app-named-settings-card class="card part" kind="contactFields" />
      } @else if (team.failed()) {
        <app-error-state class="card" (retry)="team.renew()" />
      } @else {
        <div aria-busy="true" role="status" [attr.aria-label]="t('loading')"><app-skeleton [rows]="4" /></div>
      }
    </ng-container>
  `,
  styleUrl: '../section.css',
})
export class TeamSection {
  readonly #errors = inject(EnhancedErrorHandlerService);
  protected readonly team = inject(TeamSettings);
  /** What is on its way to the server; null where nothing is. */
  protected readonly wishedReceipts = signal<boolean | null>(null);

  protected setReceipts(readReceipts: boolean): void {
    this.wishedReceipts.set(readReceipts);
    this.team
      .change({ readReceipts })
      .pipe(
        finalize(() => {
          this.wishedReceipts.set(null);
        }),
      )
      .subscribe({
        error: (error: unknown) => {
          this.#errors.tellFailure(error);
        },
      });
  }
}
