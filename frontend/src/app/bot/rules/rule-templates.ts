import { inject, Service } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { BotRule } from '#contract/bot';
import { newId } from '../../ids';
import { OpeningWords } from '../hours/opening-words';

/** In the order in which they work best together: the first that fits answers. */
export const TEMPLATES = ['handOver', 'outsideHours', 'openingHours', 'greeting'] as const;
export type Template = (typeof TEMPLATES)[number];

/** What stands for a variable until a text is translated: its braces mean something else there. */
const WHO = '%who%';

/** Rules to begin with, in the language of the page. */
@Service()
export class RuleTemplates {
  readonly #opening = inject(OpeningWords);
  readonly #transloco = inject(TranslocoService);

  make(template: Template, hours: Parameters<OpeningWords['of']>[0]): BotRule {
    const say = (key: string, params?: Record<string, string>): string =>
      this.#transloco.translate(`bot.rules.templates.${template}.${key}`, params);
    const fallback = template === 'handOver' || template === 'greeting' ? say('fallback') : '';
    const who = `{{${this.#transloco.translate('bot.rules.variable')}|${fallback}}}`;
    const words = () =>
      say('words')
        .split(',')
        .map((word) => word.trim());
    const rule = (changes: Pick<BotRule, 'when'> & Partial<BotRule>): BotRule => ({
      id: newId(12),
      name: say('name'),
      enabled: true,
      reply: { text: say('reply', { opening: this.#opening.of(hours), who: WHO }).replace(WHO, who) },
      actions: [],
      ...changes,
    });
    switch (template) {
      case 'handOver':
        return rule({ when: { kind: 'keyword', words: words() }, actions: [{ kind: 'hand_over' }] });
      case 'outsideHours':
        return rule({ when: { kind: 'outside_hours' } });
      case 'openingHours':
        return rule({ when: { kind: 'keyword', words: words() } });
      case 'greeting':
        return rule({ when: { kind: 'first_message' } });
    }
  }
}
