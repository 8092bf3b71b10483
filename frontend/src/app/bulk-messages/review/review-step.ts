import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { emptyVariables, riskOf, textsOf } from '#contract/campaign-rules';
import { Formats } from '../../i18n';
import { ConfirmDialog, Icon } from '../../ui';
import { CampaignStore } from '../campaigns/campaign-store';
import { ClientClock } from '../campaigns/client-clock';
import { DraftChanges } from '../draft/draft-changes';
import { DraftLine } from '../draft/draft-line';
import { DraftStart } from '../draft/draft-start';
import { gapsIn } from '../message/known-variables';
import { LineTemplates } from '../message/line-templates';
import { MessagePreview } from '../message/message-preview';
import { SampleRecipients } from '../message/sample-recipients';
import { openPlaces, shownTemplate } from '../message/shown-template';
import { UnknownVariables } from '../message/unknown-variables';
import { isWhole } from '../message/written-message';
import { EndEstimate } from '../pace/end-estimate';
import { PaceWords } from '../pace/pace-words';

/** The last step of a draft: all of it in one view, and its start. */
@Component({
  selector: 'app-review-step',
  imports: [
    ConfirmDialog,
    EndEstimate,
    Icon,
    MessagePreview,
    PaceWords,
    RouterLink,
    TranslocoDirective,
    UnknownVariables,
  ],
  providers: [SampleRecipients],
  templateUrl: './review-step.html',
  styleUrls: ['../draft/step.css', './review-step.css'],
})
export class ReviewStep {
  readonly #changes = inject(DraftChanges);
  readonly #templates = inject(LineTemplates);
  readonly #transloco = inject(TranslocoService);
  protected readonly store = inject(CampaignStore);
  protected readonly formats = inject(Formats);
  protected readonly line = inject(DraftLine);
  protected readonly clock = inject(ClientClock);
  protected readonly start = inject(DraftStart);
  protected readonly asking = signal(false);

  readonly #message = computed(() => this.store.campaign()?.message ?? null);
  readonly #template = computed(() => this.#templates.find(this.#message()?.template?.templateId));
  /** As it is shown: a template with its places filled in. */
  protected readonly shown = computed(() => {
    const message = this.#message();
    const template = this.#template();
    if (message?.template && template) return shownTemplate(template, message.template.parameters);
    return { text: message?.text ?? '', interactive: {} };
  });
  protected readonly hasFile = computed(() => this.#message()?.mediaId !== undefined);
  /** What a start cannot do without, as the steps where it is given. */
  protected readonly missing = computed(() => {
    const campaign = this.store.campaign();
    if (!campaign) return [];
    const isSaid = isWhole(campaign.message, this.line.kind(), this.#template());
    return [
      ...(campaign.counts.total === 0 ? (['recipients'] as const) : []),
      ...(isSaid || this.#isAwaited() ? [] : (['message'] as const)),
    ];
  });
  /** The places of its template that are still empty. */
  protected readonly openPlaces = computed(() => {
    const [chosen, template] = [this.#message()?.template, this.#template()];
    return chosen && template ? openPlaces(template, chosen.parameters) : [];
  });
  /** Whether the templates of the line are still on their way. */
  readonly #isAwaited = computed(() => this.#message()?.template !== undefined && !this.#templates.isKnown());
  protected readonly says = computed(() => textsOf(this.#message() ?? {}));
  protected readonly unknown = computed(() => gapsIn(this.says(), this.store.campaign()));
  protected readonly isReady = computed(
    () => this.missing().length === 0 && this.unknown().length === 0 && !this.#isAwaited(),
  );
  /** When it will start, where that is still to come. */
  protected readonly startsAt = computed(() => {
    const at = this.start.at();
    return at !== null && Date.parse(at) > this.clock.now() ? at : null;
  });
  /** What somebody should have read before it starts; empty where nothing speaks against it. */
  protected readonly askedText = computed(() => {
    const campaign = this.store.campaign();
    if (!campaign) return '';
    const say = (key: string, params = {}): string => this.#transloco.translate(`bulkMessages.${key}`, params);
    const empty = emptyVariables(this.says(), campaign.variables, campaign.counts.total);
    const isLate = this.start.at() !== null && this.startsAt() === null;
    const isRisky = riskOf(campaign.pace, this.line.kind()) === 'high';
    return [
      ...(isLate ? [say('review.ask.late')] : []),
      ...(isRisky ? [`${say('pace.risk.high')} ${say(`pace.riskNote.${this.line.kind()}.high`)}`] : []),
      ...empty.map(({ name, count }) =>
        say(count === 1 ? 'review.ask.emptyOne' : 'review.ask.empty', { name, count: this.formats.number(count) }),
      ),
    ].join(' ');
  });

  constructor() {
    inject(SampleRecipients).load();
  }

  /** At once where nothing speaks against it. */
  protected begin(): void {
    if (!this.isReady() || this.store.busy()) return;
    this.clock.look();
    if (this.askedText() === '') void this.beginNow();
    else this.asking.set(true);
  }

  /** When it is said here to start, whatever somebody else has chosen a moment ago. */
  protected async beginNow(): Promise<void> {
    this.asking.set(false);
    if (await this.#changes.save()) this.store.start(this.start.at());
  }
}
