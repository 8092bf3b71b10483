import {
  afterRenderEffect,
  Component,
  computed,
  DOCUMENT,
  type ElementRef,
  inject,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import type { BulkCampaign } from '#contract/bulk-campaigns';
import { TranslocoDirective } from '@jsverse/transloco';
import { Formats, Language } from '../../i18n';
import { ConfirmDialog, Icon } from '../../ui';
import { CampaignBar } from '../campaigns/campaign-bar';
import { CampaignStore } from '../campaigns/campaign-store';
import { isUnderWay, settled } from '../campaigns/campaign-words';
import { type CampaignAction, CampaignsApi } from '../campaigns/campaigns-api';
import { ClientClock } from '../campaigns/client-clock';
import { SituationLine } from '../campaigns/situation-line';
import { DraftLine } from '../draft/draft-line';
import { EndEstimate } from '../pace/end-estimate';
import { PauseWords } from '../pace/pause-words';
import { PaceDialog } from './pace-dialog';
import { ReasonList } from './reason-list';
import { RecipientList } from './recipient-list';
import { RecipientWindow } from './recipient-window';
import { rateOf, type Sample, withSample } from './sending-rate';
import { StatusLegend } from './status-legend';

const icons = { pause: 'pause', resume: 'play', cancel: 'circle-x', 'retry-failed': 'rotate-cw' } as const;

/** What has become of a campaign that was started, live, and what can be done about it. */
@Component({
  selector: 'app-progress-view',
  imports: [
    CampaignBar,
    ConfirmDialog,
    EndEstimate,
    Icon,
    PaceDialog,
    PauseWords,
    ReasonList,
    RecipientList,
    SituationLine,
    StatusLegend,
    TranslocoDirective,
  ],
  providers: [RecipientWindow],
  templateUrl: './progress-view.html',
  styleUrl: './progress-view.css',
})
export class ProgressView {
  readonly #api = inject(CampaignsApi);
  readonly #language = inject(Language);
  protected readonly store = inject(CampaignStore);
  protected readonly line = inject(DraftLine);
  protected readonly window = inject(RecipientWindow);
  protected readonly formats = inject(Formats);
  protected readonly clock = inject(ClientClock);

  protected readonly icons = icons;
  protected readonly pacing = signal(false);
  /** What is only done once somebody has said so twice. */
  protected readonly asked = signal<'cancel' | 'retry-failed' | null>(null);
  protected readonly done = computed(() => {
    const campaign = this.store.campaign();
    return campaign ? settled(campaign) : 0;
  });
  protected readonly isUnderWay = computed(() => {
    const campaign = this.store.campaign();
    return campaign !== null && isUnderWay(campaign);
  });
  /** What of the rest is put off to later, while it runs. */
  protected readonly pause = computed(() => {
    const campaign = this.store.campaign();
    return campaign?.status === 'running' ? campaign.pause : null;
  });
  /** Epoch milliseconds; null where that cannot be said. */
  protected readonly endsAt = computed(() => {
    const etaSeconds = this.store.campaign()?.etaSeconds ?? null;
    return etaSeconds === null ? null : Date.now() + etaSeconds * 1_000;
  });
  /** Whether it goes on later, and a word on the way from there is due. */
  protected readonly isPutOff = computed(() => {
    const { status, waiting = null } = this.store.campaign() ?? {};
    const isWaiting = status === 'running' && (waiting?.for === 'daily_cap' || waiting?.for === 'quiet_hours');
    return this.pause() !== null || (isWaiting && this.endsAt() !== null);
  });
  protected readonly actions = computed(() => {
    const campaign = this.store.campaign();
    return campaign ? actionsOf(campaign) : [];
  });
  protected readonly askedParams = computed(() => {
    const { pending = 0, failed = 0 } = this.store.campaign()?.counts ?? {};
    return { pending: this.formats.number(pending), failed: this.formats.number(failed) };
  });
  protected readonly exportAddress = computed(
    () => `${this.#api.exportAddress(this.store.id())}?language=${this.#language.code()}`,
  );
  readonly #samples = linkedSignal<{ id: string; done: number }, readonly Sample[]>({
    source: () => ({ id: this.store.id(), done: this.done() }),
    computation: ({ id, done }, before) =>
      withSample(before?.source.id === id ? before.value : [], { done, at: Date.now() }),
  });
  /** Messages in a minute; null while none leave, or it is not known yet. */
  protected readonly rate = computed(() =>
    this.store.campaign()?.status === 'running' ? rateOf(this.#samples()) : null,
  );

  readonly #document = inject(DOCUMENT);
  private readonly toDo = viewChild<ElementRef<HTMLElement>>('toDo');
  #wasBusy = false;

  constructor() {
    afterRenderEffect(() => {
      const wasBusy = this.#wasBusy;
      this.#wasBusy = this.store.busy();
      if (wasBusy && !this.#wasBusy) this.#keepFocus();
    });
  }

  /** One that is not started yet goes back to being a draft. */
  protected wordOf(action: CampaignAction): string {
    return action === 'pause' && this.store.campaign()?.status === 'scheduled' ? 'unschedule' : action;
  }

  protected ask(action: CampaignAction): void {
    if (this.store.busy()) return;
    if (action === 'cancel' || action === 'retry-failed') this.asked.set(action);
    else this.store.do(action);
  }

  protected doAsked(action: CampaignAction): void {
    this.asked.set(null);
    this.store.do(action);
  }

  /** What was pressed is gone with the state it was for: the keyboard goes on with what can be done now. */
  #keepFocus(): void {
    if (this.#document.activeElement !== this.#document.body) return;
    this.toDo()?.nativeElement.querySelector<HTMLElement>('button, a')?.focus();
  }
}

function actionsOf({ status, counts }: BulkCampaign): CampaignAction[] {
  return [
    ...(status === 'running' || status === 'scheduled' ? (['pause'] as const) : []),
    ...(status === 'paused' || status === 'stopped' ? (['resume'] as const) : []),
    ...(counts.failed > 0 && ['completed', 'paused', 'stopped'].includes(status) ? (['retry-failed'] as const) : []),
    ...(['running', 'scheduled', 'paused', 'stopped'].includes(status) ? (['cancel'] as const) : []),
  ];
}
