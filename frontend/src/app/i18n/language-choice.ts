import { Component, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Language, type LanguageCode } from './language';

const choices: readonly { code: LanguageCode; name: string }[] = [
  { code: 'es', name: 'Español' },
  { code: 'en', name: 'English' },
];

/** Changes the language on the spot; each language is named in itself. */
@Component({
  selector: 'app-language-choice',
  imports: [TranslocoPipe],
  template: `
    <div class="segments" role="group" [attr.aria-label]="'me.language' | transloco">
      @for (choice of choices; track choice.code) {
        <button
          type="button"
          [lang]="choice.code"
          [attr.aria-pressed]="language.code() === choice.code"
          (click)="language.choose(choice.code)"
        >
          {{ choice.name }}
        </button>
      }
    </div>
  `,
})
export class LanguageChoice {
  protected readonly language = inject(Language);
  protected readonly choices = choices;
}
