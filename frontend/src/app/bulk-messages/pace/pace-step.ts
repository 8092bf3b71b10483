import { Component, computed, inject, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CampaignPace } from '#contract/campaign-rules';
import { UnsavedChanges } from '../../unsaved-changes';
import { CampaignStore } from '../campaigns/campaign-store';
import { DraftChanges, type DraftStep } from '../draft/draft-changes';
import { DraftLine } from '../draft/draft-line';
import { DraftStart } from '../draft/draft-start';
import { StepFooter } from '../draft/step-footer';
import { EndEstimate } from './end-estimate';
import { PaceForm } from './pace-form';
import { StartChoice } from './start-choice';

/** The third step of a draft: how fast its messages leave, when that begins and when it will be over. */
@Component({
  selector: 'app-pace-step',
  imports: [EndEstimate, PaceForm, StartChoice, StepFooter, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'bulkMessages.pace'">
      @if (pace(); as pace) {
        <section class="card part" aria-labelledby="pace-heading">
          <h2 id="pace-heading">{{ t('heading') }}</h2>
          <p class="intro">{{ t('intro') }}</p>
          <app-pace-form [pace]="pace" [kind]="line.kind()" (changed)="take($event)" />
          <app-start-choice />
          <p role="status">
            @if (isPossible()) {
              <app-end-estimate [pace]="pace" [kind]="line.kind()" [remaining]="remaining()" [startAt]="start.at()" />
            } @else {
              {{ t('noEstimate') }}
            }
          </p>
        </section>
        <app-step-footer
          next="review"
          [isReady]="isPossible()"
          [isHeld]="!isPossible()"
          (blocked)="form()?.focusFault()"
        />
      }
    </ng-container>
  `,
  styleUrl: '../draft/step.css',
})
export class PaceStep implements DraftStep {
  readonly #campaign = inject(CampaignStore).campaign;
  readonly changes = inject(DraftChanges);
  protected readonly line = inject(DraftLine);
  protected readonly start = inject(DraftStart);

  /** What was chosen here last, before the server has it too. */
  protected readonly pace = computed(() => this.changes.unsaved().pace ?? this.#campaign()?.pace);
  protected readonly remaining = computed(() => this.#campaign()?.counts.pending ?? 0);

  protected readonly form = viewChild(PaceForm);
  protected readonly isPossible = computed(() => this.form()?.isPossible() ?? true);

  constructor() {
    inject(UnsavedChanges).watch(() => !this.isPossible());
  }

  protected take(pace: CampaignPace): void {
    this.changes.change({ pace });
  }
}
