import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { LeftOutReason } from '#contract/bulk-campaigns';
import { Formats } from '../../i18n';
import { ConfirmDialog, Icon } from '../../ui';
import { CampaignStore } from '../campaigns/campaign-store';
import { DraftChanges, type DraftStep } from '../draft/draft-changes';
import { DraftLine } from '../draft/draft-line';
import { StepFooter } from '../draft/step-footer';
import { ContactsSource } from './contacts-source';
import { FileSource } from './file-source';
import { ListSource } from './list-source';
import type { AddedOutcome } from './recipient-upload';

const sources = ['file', 'list', 'contacts'] as const;
const icons = { file: 'file', list: 'list', contacts: 'users' } as const;
const reasons: readonly LeftOutReason[] = ['duplicate', 'invalid', 'opted_out', 'not_on_whatsapp'];

/** The first step of a draft: who gets it. */
@Component({
  selector: 'app-recipients-step',
  imports: [ConfirmDialog, ContactsSource, FileSource, Icon, ListSource, StepFooter, TranslocoDirective],
  templateUrl: './recipients-step.html',
  styleUrls: ['../draft/step.css', './recipients-step.css'],
})
export class RecipientsStep implements DraftStep {
  readonly changes = inject(DraftChanges);
  protected readonly campaign = inject(CampaignStore);
  protected readonly formats = inject(Formats);
  /** People of the line's own country need not write its code. */
  protected readonly neighbour = inject(DraftLine).neighbour;

  protected readonly sources = sources;
  protected readonly source = signal<(typeof sources)[number]>('file');
  protected readonly outcome = signal<AddedOutcome | null>(null);
  protected readonly asking = signal(false);
  protected readonly icons = icons;
  /** Where those came from that are in it, whoever added them. */
  protected readonly cameFrom = computed(() => this.campaign.campaign()?.sources ?? []);
  protected readonly total = computed(() => this.campaign.campaign()?.counts.total ?? 0);
  protected readonly leftOut = computed(() => {
    const { leftOut, noRoom } = this.outcome() ?? { leftOut: {}, noRoom: 0 };
    const counted = reasons.map((reason) => ({ reason, count: leftOut[reason] ?? 0 }));
    return [...counted, { reason: 'noRoom', count: noRoom }].filter(({ count }) => count > 0);
  });

  protected choose(source: (typeof sources)[number]): void {
    this.source.set(source);
    this.outcome.set(null);
  }

  protected empty(): void {
    this.asking.set(false);
    this.campaign.empty(() => {
      this.outcome.set(null);
    });
  }
}
