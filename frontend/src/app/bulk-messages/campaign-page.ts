import {
  Component,
  computed,
  effect,
  type ElementRef,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Router, RouterLink, RouterOutlet } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { BulkCampaign } from '#contract/bulk-campaigns';
import { CampaignDialog } from './campaigns/campaign-dialog';
import { CampaignStore } from './campaigns/campaign-store';
import { StatusBadge } from './campaigns/status-badge';
import { TimeZoneNote } from './campaigns/time-zone-note';
import { AddingRecipients } from './draft/adding-recipients';
import { DraftChanges } from './draft/draft-changes';
import { DraftLine } from './draft/draft-line';
import { DraftStart } from './draft/draft-start';
import { DraftSteps } from './draft/draft-steps';
import { LineTemplates } from './message/line-templates';
import { ConfirmDialog, EmptyState, ErrorState, Icon, Skeleton } from '../ui';
import { UnsavedChanges } from '../unsaved-changes';

/** One campaign: the steps of a draft, or what has become of one that was started. */
@Component({
  selector: 'app-campaign-page',
  imports: [
    CampaignDialog,
    ConfirmDialog,
    DraftSteps,
    EmptyState,
    ErrorState,
    Icon,
    RouterLink,
    RouterOutlet,
    Skeleton,
    StatusBadge,
    TimeZoneNote,
    TranslocoDirective,
  ],
  providers: [AddingRecipients, CampaignStore, DraftChanges, DraftLine, DraftStart, LineTemplates],
  templateUrl: './campaign-page.html',
  styleUrl: './campaign-page.css',
})
export class CampaignPage {
  readonly #router = inject(Router);
  protected readonly store = inject(CampaignStore);
  protected readonly unsaved = inject(UnsavedChanges);
  protected readonly line = inject(DraftLine).line;
  protected readonly adding = inject(AddingRecipients).isOn;

  /** From the address. */
  readonly campaignId = input.required<string>();

  protected readonly isDraft = computed(() => this.store.campaign()?.status === 'draft');
  protected readonly editing = signal(false);
  private readonly step = viewChild<ElementRef<HTMLElement>>('step');
  #hasOpened = false;

  constructor() {
    effect(() => {
      const id = this.campaignId();
      untracked(() => {
        this.store.open(id);
      });
    });
    effect(() => {
      const campaign = this.store.campaign();
      if (campaign) untracked(() => void this.#leadOn(campaign));
    });
  }

  /** From one step to the next, the keyboard goes along: what was pressed to come here is gone. */
  protected takeFocus(): void {
    if (this.#hasOpened) this.step()?.nativeElement.focus();
    this.#hasOpened = true;
  }

  /** A draft is at one of its steps; one that was started has none any more. */
  #leadOn({ id, status }: BulkCampaign): Promise<boolean> | undefined {
    const [, , step] = this.#router.url.split(/[?#]/)[0]?.split('/').filter(Boolean) ?? [];
    if ((status === 'draft') === (step !== undefined)) return undefined;
    const place = ['/bulk-messages', id, ...(status === 'draft' ? ['recipients'] : [])];
    return this.#router.navigate(place, { replaceUrl: true });
  }
}
