import { Component, computed, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { SaveResponderRequest } from '#contract/bot';
import { Formats } from '../../i18n';
import { SwitchField } from '../../switches';
import { BotState } from '../bot-state';
import { BotDraft } from '../draft/bot-draft';
import { NumberField } from '../fields/number-field';
import { WrittenField } from '../fields/written-field';
import { KeyField } from './key-field';

const ANSWERS = ['unmatched', 'everything'] as const;

/** A language model that answers, which one, what it is told, and what goes where by that. */
@Component({
  selector: 'app-responder-section',
  imports: [KeyField, NumberField, SwitchField, TranslocoDirective, WrittenField],
  templateUrl: './responder-section.html',
  styleUrls: ['../section.css', './responder-section.css'],
})
export class ResponderSection {
  readonly #draft = inject(BotDraft);
  readonly #formats = inject(Formats);
  readonly #state = inject(BotState);

  protected readonly answers = ANSWERS;
  protected readonly responder = computed(() => this.#draft.content()?.responder);
  readonly #known = computed(() => this.#state.bot()?.responder);
  /** Whether the server has a key that goes to the address there is. */
  protected readonly hasKey = computed(
    () => this.#known()?.hasKey === true && originOf(this.#known()?.url) === originOf(this.responder()?.url),
  );
  /** The server has one, but it was given for another address. */
  protected readonly losesKey = computed(() => this.#known()?.hasKey === true && !this.hasKey());
  protected readonly today = computed(() => {
    const { asked = 0, failed = 0 } = this.#known()?.today ?? {};
    return { asked: this.#formats.number(asked), failed: this.#formats.number(failed) };
  });

  constructor() {
    // How often it was asked is told by nobody.
    this.#state.renew();
  }

  protected change(change: Partial<SaveResponderRequest>): void {
    const responder = this.responder();
    if (responder) this.#draft.change({ responder: { ...responder, ...change } });
  }

  /** Undefined leaves the one there is, null takes it away. */
  protected setKey(key: string | null | undefined): void {
    const responder = this.responder();
    if (!responder) return;
    const { key: _, ...rest } = responder;
    this.#draft.change({ responder: key === undefined ? rest : { ...rest, key } });
  }
}

function originOf(url: string | undefined): string | null {
  return url !== undefined && URL.canParse(url.trim()) ? new URL(url.trim()).origin : null;
}
