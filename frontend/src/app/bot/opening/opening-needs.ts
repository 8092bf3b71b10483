import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { Language } from '../../i18n';
import { Lines } from '../../lines';
import { Icon } from '../../ui';
import { BotState } from '../bot-state';

/** Something that is needed, in words below `bot.opening.needs`. */
interface Need {
  readonly words: string;
  readonly isMet: boolean;
  /** Of the lines that it is about. */
  readonly names?: string;
  /** The words of a link to the lines. */
  readonly link?: string;
}

/** What the bot's first message is good for, and what is needed before it can be sent, with what of that is there. */
@Component({
  selector: 'app-opening-needs',
  imports: [Icon, RouterLink, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'bot.opening.needs'">
      <div>
        <h3>{{ t('what') }}</h3>
        <p>{{ t('whatHint') }}</p>
        <p>
          <a routerLink="/contacts">{{ t('contacts') }}</a>
        </p>
      </div>
      <div>
        <h3>{{ t('needed') }}</h3>
        <ul>
          @for (need of needs(); track need.words) {
            <li [class.met]="need.isMet">
              <svg [appIcon]="need.isMet ? 'circle-check' : 'circle-minus'"></svg>
              <p>
                {{ t(need.words, { names: need.names }) }}
                @if (need.link) {
                  <a routerLink="/whatsapp">{{ t(need.link) }}</a>
                }
              </p>
            </li>
          }
        </ul>
      </div>
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
    }
    ul {
      display: grid;
      gap: var(--space-2);
      margin-top: var(--space-2);
    }
    li {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: var(--space-2);
    }
    p {
      margin-top: var(--space-1);
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
    li p {
      margin: 0;
    }
    svg {
      width: 18px;
      height: 18px;
      color: var(--color-text-muted);
    }
    .met svg {
      color: var(--color-success);
    }
  `,
})
export class OpeningNeeds {
  readonly #isOn = inject(BotState).enabled;
  readonly #language = inject(Language);
  readonly #lines = inject(Lines);

  protected readonly needs = computed<readonly Need[]>(() => [
    this.#isOn() ? { words: 'on', isMet: true } : { words: 'off', isMet: false },
    ...this.#lineNeeds(),
    { words: 'text', isMet: false },
  ]);
  /** Nothing until the lines are known. */
  readonly #lineNeeds = computed<readonly Need[]>(() => {
    const all = this.#lines.all();
    // Until the lines are known, nobody knows whether one is missing.
    if (this.#lines.find('') === undefined) return [];
    const open = all.filter(({ state }) => state === 'open');
    const cloud = all.filter(({ kind }) => kind === 'cloud-api');
    const named = (lines: typeof all) =>
      new Intl.ListFormat(this.#language.code()).format(lines.map(({ name }) => name));
    const line: Need =
      open.length > 0
        ? { words: 'line', isMet: true, names: named(open) }
        : all.length > 0
          ? { words: 'noOpenLine', isMet: false, link: 'lines' }
          : { words: 'noLine', isMet: false, link: 'linkLine' };
    const template: Need = { words: 'template', isMet: false, names: named(cloud), link: 'lines' };
    return cloud.length > 0 ? [line, template] : [line];
  });
}
