import {
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import type { BulkCampaign, CampaignResponse } from '#contract/bulk-campaigns';
import { sortError } from '../../errors';
import { Formats } from '../../i18n';
import { Lines } from '../../lines';
import { SignInStore } from '../../sign-in';
import { Dialog } from '../../ui';
import { CampaignsApi } from './campaigns-api';

/** What a campaign is called and which line it goes over: of a new one, or of a draft. Shown for as long as it exists. */
@Component({
  selector: 'app-campaign-dialog',
  imports: [Dialog, RouterLink, TranslocoDirective, TranslocoPipe],
  templateUrl: './campaign-dialog.html',
  styles: `
    form {
      display: grid;
      gap: var(--space-4);
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
      justify-content: end;
    }
    .field-error:empty {
      display: none;
    }
  `,
})
export class CampaignDialog {
  readonly #api = inject(CampaignsApi);
  readonly #formats = inject(Formats);
  protected readonly isAdmin = inject(SignInStore).isAdmin;
  protected readonly lines = inject(Lines).all;

  /** The one to change; null for a new one. */
  readonly campaign = input<BulkCampaign | null>(null);
  readonly made = output<CampaignResponse>();
  readonly closed = output();

  protected readonly name = linkedSignal(() => this.campaign()?.name ?? '');
  /** Its own, else one that is connected. */
  protected readonly lineId = linkedSignal(() => {
    const [lines, own] = [this.lines(), this.campaign()?.sessionId];
    const line = lines.find(({ id }) => id === own) ?? lines.find(({ state }) => state === 'open') ?? lines[0];
    return line?.id ?? null;
  });
  /** Who knows that a number linked by QR may be lost decides better. */
  protected readonly isByQr = computed(
    () => this.lines().find(({ id }) => id === this.lineId())?.kind === 'whatsapp-web',
  );
  protected readonly tried = signal(false);
  protected readonly isMissing = computed(() => this.name().trim() === '');
  protected readonly saving = signal(false);
  protected readonly failure = signal('');
  protected readonly suggestion = this.#formats.date(new Date());
  private readonly nameField = viewChild<ElementRef<HTMLElement>>('nameField');
  private readonly dialog = viewChild(Dialog);

  protected save(): void {
    this.tried.set(true);
    const sessionId = this.lineId();
    if (this.isMissing()) this.nameField()?.nativeElement.focus();
    if (this.isMissing() || sessionId === null || this.saving()) return;
    this.saving.set(true);
    this.failure.set('');
    const [request, campaign] = [{ name: this.name().trim(), sessionId }, this.campaign()];
    const answer = campaign ? this.#api.change(campaign.id, request) : this.#api.create(request);
    answer.subscribe({
      next: (taken) => {
        this.made.emit(taken);
        this.dialog()?.close();
      },
      error: (error: unknown) => {
        this.saving.set(false);
        this.failure.set(sortError(error).message);
      },
    });
  }
}
