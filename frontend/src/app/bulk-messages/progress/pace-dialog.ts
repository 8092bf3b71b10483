import { Component, computed, inject, output, signal, viewChild } from '@angular/core';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import type { CampaignPace } from '#contract/campaign-rules';
import { sortError } from '../../errors';
import { Dialog } from '../../ui';
import { CampaignStore } from '../campaigns/campaign-store';
import { CampaignsApi } from '../campaigns/campaigns-api';
import { DraftLine } from '../draft/draft-line';
import { PaceForm } from '../pace/pace-form';

/** Changes the pace of a campaign that is under way. Shown for as long as it exists. */
@Component({
  selector: 'app-pace-dialog',
  imports: [Dialog, PaceForm, TranslocoDirective, TranslocoPipe],
  template: `
    <ng-container *transloco="let t; prefix: 'bulkMessages.pace'">
      <app-dialog [heading]="t('heading')" [holdsWork]="holdsWork()" (closed)="closed.emit()">
        @if (pace(); as pace) {
          <app-pace-form [pace]="pace" [kind]="line.kind()" (changed)="changed.set($event)" />
        }
        <p class="field-error" role="alert">{{ failure() ? (failure() | transloco) : '' }}</p>
        <div class="actions">
          <button
            type="button"
            class="button button-primary"
            [attr.aria-disabled]="!isReady() || null"
            (click)="save()"
          >
            {{ t('save') }}
          </button>
        </div>
      </app-dialog>
    </ng-container>
  `,
  styles: `
    .actions {
      display: flex;
      justify-content: end;
      margin-top: var(--space-4);
    }
  `,
})
export class PaceDialog {
  readonly #api = inject(CampaignsApi);
  readonly #campaign = inject(CampaignStore);
  protected readonly line = inject(DraftLine);

  readonly closed = output();

  /** As it was when this was opened: what happens meanwhile does not take back what is chosen here. */
  protected readonly pace = signal(this.#campaign.campaign()?.pace).asReadonly();
  protected readonly changed = signal<CampaignPace | null>(null);
  protected readonly saving = signal(false);
  protected readonly failure = signal('');
  private readonly form = viewChild(PaceForm);
  private readonly dialog = viewChild.required(Dialog);
  readonly #isPossible = computed(() => this.form()?.isPossible() ?? true);
  protected readonly isReady = computed(() => this.changed() !== null && this.#isPossible() && !this.saving());
  protected readonly holdsWork = computed(() => (this.changed() !== null || !this.#isPossible()) && !this.saving());

  protected save(): void {
    if (!this.#isPossible()) this.form()?.focusFault();
    const pace = this.changed();
    if (!pace || !this.isReady()) return;
    this.saving.set(true);
    this.failure.set('');
    this.#api.change(this.#campaign.id(), { pace }).subscribe({
      next: (answer) => {
        this.#campaign.take(answer);
        this.dialog().close();
      },
      error: (error: unknown) => {
        this.saving.set(false);
        this.failure.set(sortError(error).message);
      },
    });
  }
}
