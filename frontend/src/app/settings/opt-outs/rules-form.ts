import { Component, effect, inject, untracked } from '@angular/core';
import { maxLength, validate } from '@angular/forms/signals';
import { TranslocoDirective } from '@jsverse/transloco';
import type { OptOutRules } from '#contract/bulk-campaigns';
import { Notices } from '../../errors';
import { FormFooter } from '../forms/form-footer';
import { SavedForm } from '../forms/saved-form';
import { TextArea } from '../forms/text-area';
import { TextField } from '../forms/text-field';
import { OptOuts } from './opt-outs';
import { wordFault, wordsIn } from './opt-out-words';

/** Which words ask for no more bulk messages, and what is answered to them. */
@Component({
  selector: 'app-opt-out-rules-form',
  imports: [FormFooter, TextArea, TextField, TranslocoDirective],
  template: `
    <form novalidate (submit)="save($event)" *transloco="let t; prefix: 'settings.opt-outs'">
      <app-text-field [label]="t('words')" [hint]="t('wordsHint')" [field]="form.tree.words" [tried]="form.tried()" />
      <app-text-area [label]="t('reply')" [hint]="t('replyHint')" [field]="form.tree.reply" [tried]="form.tried()" />
      <app-form-footer [form]="form" [action]="t('save')" />
    </form>
  `,
  styleUrl: '../forms/form.css',
})
export class RulesForm {
  readonly #optOuts = inject(OptOuts);
  readonly #notices = inject(Notices);

  protected readonly form = new SavedForm({
    from: { words: '', reply: '' },
    schema: (path) => {
      validate(path.words, ({ value }) => {
        const fault = wordFault(wordsIn(value()));
        return fault === null ? undefined : { kind: fault };
      });
      maxLength(path.reply, 1_024);
    },
    send: ({ words, reply }) => this.#optOuts.saveRules({ words: wordsIn(words), reply: reply.trim() }),
  });

  constructor() {
    effect(() => {
      const rules = this.#optOuts.rules();
      if (rules) {
        untracked(() => {
          this.form.follow(written(rules));
        });
      }
    });
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (await this.form.save()) this.#notices.success('settings.opt-outs.saved');
  }
}

function written({ words, reply }: OptOutRules): { words: string; reply: string } {
  return { words: words.join(', '), reply };
}
