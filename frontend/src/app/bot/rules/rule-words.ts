import { inject, Service } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { BotAction, BotCondition, BotRule } from '#contract/bot';
import { Colleagues } from '../../colleagues';
import { Language } from '../../i18n';
import { Labels } from '../../labels';
import { TeamSettings } from '../../team-settings';

/** What a rule is for, in a line, in the language in use. Called from a template, it follows a change of that. */
@Service()
export class RuleWords {
  readonly #colleagues = inject(Colleagues);
  readonly #labels = inject(Labels);
  readonly #language = inject(Language);
  readonly #team = inject(TeamSettings);
  readonly #transloco = inject(TranslocoService);

  /** The name it was given, else when it fits. */
  nameOf({ name, when }: BotRule): string {
    return name.trim() === '' ? this.condition(when) : name;
  }

  /** What a group of a regular expression has captured, as people call it. */
  captured(number: number): string {
    return this.#say('captured', { number });
  }

  condition(when: BotCondition): string {
    switch (when.kind) {
      case 'keyword':
        return this.#say('when.keyword', { what: when.words.join(', ') || '…' });
      case 'phrase':
        return this.#say(when.whole ? 'when.phraseWhole' : 'when.phrase', { what: when.phrase || '…' });
      case 'pattern':
        return this.#say('when.pattern', { what: when.pattern || '…' });
      default:
        return this.#say(`when.${when.kind}`);
    }
  }

  action(action: BotAction): string {
    switch (action.kind) {
      case 'label':
        return this.#say('then.label', { name: this.#labels.named([action.labelId])[0]?.name ?? '…' });
      case 'stage': {
        const stage = this.#team.stages().find(({ id }) => id === action.stage);
        return this.#say('then.stage', { name: stage?.name ?? '…' });
      }
      case 'assign':
        return this.#say('then.assign', { name: this.#colleagues.nameOf(action.userId) ?? '…' });
      default:
        return this.#say(`then.${action.kind}`);
    }
  }

  /** What is said and done. */
  outcome({ reply, actions }: BotRule): string {
    const text = reply?.text.trim() ?? '';
    const said = [
      ...(text === '' ? [] : [`«${text}»`]),
      ...(reply?.mediaId === undefined ? [] : [this.#say('then.file')]),
    ];
    return [...said, ...actions.map((action) => this.action(action))].join(' · ');
  }

  #say(key: string, params?: Record<string, string | number>): string {
    return this.#transloco.translate(`bot.rules.${key}`, params, this.#language.code());
  }
}
