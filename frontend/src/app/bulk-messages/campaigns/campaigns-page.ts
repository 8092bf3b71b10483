import {
  afterNextRender,
  Component,
  type ElementRef,
  inject,
  Injector,
  input,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import type { BulkCampaign, CampaignResponse } from '#contract/bulk-campaigns';
import { EnhancedErrorHandlerService } from '../../errors';
import { Formats } from '../../i18n';
import { Lines } from '../../lines';
import { ConfirmDialog, EmptyState, ErrorState, Icon, Skeleton } from '../../ui';
import { CampaignBar } from './campaign-bar';
import { CampaignDialog } from './campaign-dialog';
import { settled } from './campaign-words';
import { CampaignsApi } from './campaigns-api';
import { CampaignsStore } from './campaigns-store';
import { ClientClock } from './client-clock';
import { SituationLine } from './situation-line';
import { StatusBadge } from './status-badge';
import { TimeZoneNote } from './time-zone-note';

/** The client's bulk campaigns, newest first, with how far each is. */
@Component({
  selector: 'app-campaigns-page',
  imports: [
    CampaignBar,
    CampaignDialog,
    ConfirmDialog,
    EmptyState,
    ErrorState,
    Icon,
    RouterLink,
    SituationLine,
    Skeleton,
    StatusBadge,
    TimeZoneNote,
    TranslocoDirective,
    TranslocoPipe,
  ],
  providers: [CampaignsStore],
  templateUrl: './campaigns-page.html',
  styleUrl: './campaigns-page.css',
})
export class CampaignsPage {
  readonly #api = inject(CampaignsApi);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #injector = inject(Injector);
  readonly #lines = inject(Lines);
  readonly #router = inject(Router);
  protected readonly store = inject(CampaignsStore);
  protected readonly formats = inject(Formats);
  protected readonly clock = inject(ClientClock);

  /** From the address: whether a new one is to be made at once. */
  readonly new = input<string>();
  protected readonly adding = linkedSignal(() => this.new() !== undefined);
  /** The draft that may be thrown away. */
  protected readonly discarded = signal<BulkCampaign | null>(null);
  private readonly addButton = viewChild<ElementRef<HTMLElement>>('add');

  /** Undefined until the lines are known, and of a line there is none of any more. */
  protected lineName(sessionId: string): string | undefined {
    return this.#lines.find(sessionId)?.name;
  }

  protected done(campaign: BulkCampaign): string {
    return this.formats.number(settled(campaign));
  }

  protected stopAdding(): void {
    this.adding.set(false);
    // Once one is made, the way leads to it.
    if (this.new() !== undefined && this.#router.currentNavigation() === null)
      void this.#router.navigate([], { replaceUrl: true });
  }

  protected open({ campaign }: CampaignResponse): void {
    void this.#router.navigate(['/bulk-messages', campaign.id, 'recipients']);
  }

  protected discard({ id }: BulkCampaign): void {
    this.discarded.set(null);
    this.#api.discard(id).subscribe({
      next: () => {
        this.store.forget(id);
        afterNextRender(() => this.addButton()?.nativeElement.focus(), { injector: this.#injector });
      },
      error: (error: unknown) => {
        this.#errors.tellFailure(error);
      },
    });
  }
}
