import { Component, inject, linkedSignal, signal, viewChild } from '@angular/core';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import { groupedNumber } from '#contract/phone-number-rules';
import { toApiError } from '../../api';
import { EnhancedErrorHandlerService, sortError } from '../../errors';
import { PhoneNumberField } from '../../phone-numbers';
import { Icon, Spinner } from '../../ui';
import { CampaignStore } from '../campaigns/campaign-store';
import { CampaignsApi } from '../campaigns/campaigns-api';
import { DraftChanges } from '../draft/draft-changes';
import { DraftLine } from '../draft/draft-line';
import { OwnNumber } from './own-number';

/** Sends the message to one number as the first recipient would get it, before everybody does. */
@Component({
  selector: 'app-test-send',
  imports: [Icon, PhoneNumberField, Spinner, TranslocoDirective, TranslocoPipe],
  template: `
    <form novalidate *transloco="let t; prefix: 'bulkMessages.test'" (submit)="$event.preventDefault(); send()">
      <h3>{{ t('heading') }}</h3>
      <p class="field-hint">{{ t('hint') }}</p>
      <div class="row">
        <app-phone-number-field
          [label]="t('number')"
          [first]="first()"
          [neighbour]="neighbour() || null"
          (typed)="said.set(null)"
        />
        <button type="submit" class="button" [attr.aria-disabled]="sending() || null">
          @if (sending()) {
            <app-spinner />
          } @else {
            <svg appIcon="send-horizontal"></svg>
          }
          {{ t('send') }}
        </button>
      </div>
      <p role="status" [class.field-error]="said()?.isFailure">
        @if (said(); as words) {
          {{ words.key | transloco: { number: numberOf(words.number) } }}
        }
      </p>
    </form>
  `,
  styles: `
    form {
      display: grid;
      gap: var(--space-2);
      padding-top: var(--space-4);
      border-top: 1px solid var(--color-border);
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-3);
      align-items: start;
    }
    app-phone-number-field {
      flex: 0 1 320px;
    }
    .button {
      margin-top: 22px;
      min-height: 40px;
    }
  `,
})
export class TestSend {
  readonly #api = inject(CampaignsApi);
  readonly #campaign = inject(CampaignStore);
  readonly #changes = inject(DraftChanges);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #own = inject(OwnNumber);
  protected readonly neighbour = inject(DraftLine).neighbour;

  /** Remembered from the last time; what is typed is not replaced by it. */
  protected readonly first = linkedSignal<string, string>({
    source: this.#own.number,
    computation: (number, before) => before?.value ?? number,
  });
  protected readonly sending = signal(false);
  protected readonly said = signal<{ key: string; number: string; isFailure: boolean } | null>(null);
  private readonly field = viewChild.required(PhoneNumberField);

  protected numberOf(digits: string): string {
    return groupedNumber(digits);
  }

  /** What was changed last is saved before: the server sends what it has. */
  protected async send(): Promise<void> {
    const number = this.field().demand();
    if (number === null || this.sending()) return;
    this.said.set(null);
    this.sending.set(true);
    if (!(await this.#changes.save())) {
      this.sending.set(false);
      this.said.set({ key: this.#changes.failure(), number, isFailure: true });
      return;
    }
    this.#api.test(this.#campaign.id(), `+${number}`).subscribe({
      next: () => {
        this.#own.remember(number);
        this.sending.set(false);
        this.said.set({ key: 'bulkMessages.test.sent', number, isFailure: false });
      },
      error: (error: unknown) => {
        this.sending.set(false);
        const { kind, message } = sortError(error);
        if (kind === 'bug') this.#errors.tellFailure(error);
        const isRefused = toApiError(error).type === 'conflict';
        this.said.set({ key: isRefused ? 'bulkMessages.test.refused' : message, number, isFailure: true });
      },
    });
  }
}
