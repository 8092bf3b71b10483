import { Component, computed, inject, output, signal, viewChild } from '@angular/core';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import type { LeftOutReason } from '#contract/bulk-campaigns';
import { EnhancedErrorHandlerService } from '../../errors';
import { Labels } from '../../labels';
import { TeamSettings } from '../../team-settings';
import { ConsentField } from '../../table-files/consent-field';
import { LabelChip, Spinner } from '../../ui';
import { CampaignStore } from '../campaigns/campaign-store';
import { CampaignsApi } from '../campaigns/campaigns-api';
import { AddingRecipients } from '../draft/adding-recipients';
import type { AddedOutcome } from './recipient-upload';

/** Recipients among the contacts there are, by the labels of their conversations and by stage; of all where none is chosen. */
@Component({
  selector: 'app-contacts-source',
  imports: [ConsentField, LabelChip, Spinner, TranslocoDirective, TranslocoPipe],
  template: `
    <form *transloco="let t; prefix: 'bulkMessages.contacts'" (submit)="$event.preventDefault(); add()">
      <p>{{ t(isAll() ? 'all' : 'some') }}</p>
      <fieldset>
        <legend class="field-label">{{ t('labels') }}</legend>
        @for (label of labels(); track label.id) {
          <label class="tick">
            <input type="checkbox" [checked]="chosen().has(label.id)" (change)="toggle(label.id)" />
            <app-label-chip [label]="label" />
          </label>
        } @empty {
          <p class="field-hint">{{ t('noLabels') }}</p>
        }
      </fieldset>
      <fieldset>
        <legend class="field-label">{{ t('stages') }}</legend>
        @for (stage of stages(); track stage.id) {
          <label class="tick">
            <input type="checkbox" [checked]="chosen().has(stage.id)" (change)="toggle(stage.id)" />
            {{ stage.name }}
          </label>
        } @empty {
          <p class="field-hint">{{ t('noStages') }}</p>
        }
      </fieldset>
      <app-consent-field />
      <button type="submit" class="button button-primary" [attr.aria-disabled]="adding() || null">
        @if (adding()) {
          <app-spinner />
        }
        {{ adding() ? ('bulkMessages.reading.adding' | transloco) : t('add') }}
      </button>
    </form>
  `,
  styleUrl: '../../ui/ticks.css',
  styles: `
    form {
      display: grid;
      gap: var(--space-3);
      min-width: 0;
    }
    fieldset {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-1) var(--space-5);
    }
    legend {
      margin-bottom: var(--space-1);
    }
    .button {
      justify-self: start;
    }
  `,
})
export class ContactsSource {
  readonly #api = inject(CampaignsApi);
  readonly #campaign = inject(CampaignStore);
  readonly #errors = inject(EnhancedErrorHandlerService);
  protected readonly labels = inject(Labels).all;
  protected readonly stages = inject(TeamSettings).stages;

  readonly added = output<AddedOutcome>();

  /** Ids of labels and stages. */
  protected readonly chosen = signal<ReadonlySet<string>>(new Set());
  protected readonly isAll = computed(() => this.chosen().size === 0);
  protected readonly adding = inject(AddingRecipients).isOn;
  private readonly consent = viewChild.required(ConsentField);

  protected toggle(id: string): void {
    this.chosen.update(
      (chosen) => new Set(chosen.has(id) ? [...chosen].filter((other) => other !== id) : [...chosen, id]),
    );
  }

  protected add(): void {
    const consent = this.adding() ? null : this.consent().demand();
    if (consent === null) return;
    const idsOf = (all: readonly { id: string }[]) => all.map(({ id }) => id).filter((id) => this.chosen().has(id));
    const request = { labels: idsOf(this.labels()), stages: idsOf(this.stages()), consent };
    this.adding.set(true);
    this.#api.addContacts(this.#campaign.id(), request).subscribe({
      next: (answer) => {
        const { added, leftOut } = answer;
        this.adding.set(false);
        this.#campaign.take(answer);
        this.added.emit({ added, leftOut: countedReasons(leftOut), noRoom: 0 });
      },
      error: (error: unknown) => {
        this.adding.set(false);
        this.#errors.tellFailure(error);
      },
    });
  }
}

function countedReasons(leftOut: readonly { reason: LeftOutReason }[]): AddedOutcome['leftOut'] {
  const counts: Partial<Record<LeftOutReason, number>> = {};
  for (const { reason } of leftOut) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
