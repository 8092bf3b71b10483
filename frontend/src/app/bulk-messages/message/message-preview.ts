import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import { emptyVariables, textFor, variablesOf } from '#contract/campaign-rules';
import type { Interactive } from '#contract/messages';
import { FormattedText, textTokens } from '../../formatted-text';
import { formatPhoneNumber, Formats } from '../../i18n';
import { Icon } from '../../ui';
import { CampaignStore } from '../campaigns/campaign-store';
import { fallbacksIn } from './known-variables';
import { marked } from './marked';
import { SampleRecipients } from './sample-recipients';

/** A message as one recipient after the other will read it, and what would be missing for whom. */
@Component({
  selector: 'app-message-preview',
  imports: [FormattedText, Icon, TranslocoDirective, TranslocoPipe],
  templateUrl: './message-preview.html',
  styleUrl: './message-preview.css',
})
export class MessagePreview {
  readonly #campaign = inject(CampaignStore).campaign;
  readonly #samples = inject(SampleRecipients);
  protected readonly formats = inject(Formats);

  /** With `{{variables}}`. */
  readonly text = input.required<string>();
  /** What stands around the text of a template; its texts may name variables too. */
  readonly around = input<Interactive>({});
  /** All texts that may name variables, whether or not they are shown. */
  readonly says = input.required<readonly string[]>();
  /** The name of the file that goes along; empty without one. */
  readonly fileName = input('');

  protected readonly marked = marked;
  protected readonly state = this.#samples.state;
  protected readonly all = this.#samples.all;
  protected readonly hasMore = this.#samples.hasMore;
  readonly #index = linkedSignal<number, number>({
    source: () => this.all().length,
    computation: (count, before) => Math.min(before?.value ?? 0, Math.max(0, count - 1)),
  });
  protected readonly place = computed(() => this.#index() + 1);
  protected readonly recipient = computed(() => this.all()[this.#index()]);
  readonly #variables = computed(() => {
    const recipient = this.recipient();
    return recipient ? variablesOf({ ...recipient, phoneNumber: recipient.phoneNumber ?? '' }) : null;
  });
  /** As it stands until there is somebody to fill it in for. */
  protected readonly read = computed(() => {
    const variables = this.#variables();
    const fill = (text: string): string => (variables ? textFor(text, variables) : text);
    const { header, footer, buttons = [] } = this.around();
    return {
      tokens: textTokens(fill(this.text())),
      header: header && fill(header),
      footer,
      buttons: buttons.map((button) => button.text),
    };
  });
  protected readonly called = computed(() => {
    const recipient = this.recipient();
    return recipient ? recipient.name || formatPhoneNumber(recipient.phoneNumber ?? '') : '';
  });
  /** For how many of all recipients each variable is missing. */
  protected readonly missing = computed(() => {
    const { variables = {}, counts } = this.#campaign() ?? {};
    return emptyVariables(this.says(), variables, counts?.total ?? 0);
  });

  /** What nobody has, though something stands in for it: most likely misspelt. */
  protected readonly replaced = computed(() => fallbacksIn(this.says(), this.#campaign()));

  protected missingParams({ name, count }: { name: string; count: number }): Record<string, string> {
    const total = this.#campaign()?.counts.total ?? 0;
    return { name, count: this.formats.number(count), of: this.formats.number(total) };
  }

  protected step(step: 1 | -1): void {
    const index = this.#index() + step;
    if (index < 0 || index >= this.all().length) return;
    this.#index.set(index);
    // The next ones are there before they are wanted.
    if (this.hasMore() && index >= this.all().length - 2) this.#samples.load();
  }

  protected retry(): void {
    this.#samples.load();
  }
}
