import { Component, computed, effect, inject, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { filledTemplate } from '../../message-templates';
import { Formats } from '../../i18n';
import { Icon } from '../../ui';
import { CampaignStore } from '../campaigns/campaign-store';
import { DraftLine } from '../draft/draft-line';
import { DraftStart } from '../draft/draft-start';
import { LineTemplates } from '../message/line-templates';
import { MessagePreview } from '../message/message-preview';
import { SampleRecipients } from '../message/sample-recipients';
import { isWhole } from '../message/written-message';
import { EndEstimate } from '../pace/end-estimate';
import { PaceWords } from '../pace/pace-words';

/** The last step of a draft: all of it in one view, and its start. */
@Component({
  selector: 'app-review-step',
  imports: [EndEstimate, Icon, MessagePreview, PaceWords, RouterLink, TranslocoDirective],
  providers: [LineTemplates, SampleRecipients],
  templateUrl: './review-step.html',
  styleUrls: ['../draft/step.css', './review-step.css'],
})
export class ReviewStep {
  readonly #templates = inject(LineTemplates);
  protected readonly store = inject(CampaignStore);
  protected readonly formats = inject(Formats);
  protected readonly line = inject(DraftLine);
  protected readonly start = inject(DraftStart);

  readonly #message = computed(() => this.store.campaign()?.message ?? null);
  readonly #template = computed(() => this.#templates.find(this.#message()?.template?.templateId));
  /** As it is shown: a template with its places filled in. */
  protected readonly shown = computed(() => {
    const message = this.#message();
    const template = this.#template();
    if (message?.template && template) return filledTemplate(template, message.template.parameters);
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
  /** Whether the templates of the line are still on their way. */
  readonly #isAwaited = computed(() => this.#message()?.template !== undefined && !this.#templates.isKnown());
  protected readonly isReady = computed(() => this.missing().length === 0 && !this.#isAwaited());

  constructor() {
    inject(SampleRecipients).load();
    effect(() => {
      const campaign = this.store.campaign();
      if (campaign?.message?.template) {
        untracked(() => {
          this.#templates.follow(campaign.sessionId);
        });
      }
    });
  }

  protected begin(): void {
    if (this.isReady()) this.store.start(this.start.at());
  }
}
