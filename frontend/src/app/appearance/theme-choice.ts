import { Component, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Appearance, type Theme } from './appearance';

const choices: readonly { theme: Theme; name: string }[] = [
  { theme: 'system', name: 'me.themeSystem' },
  { theme: 'light', name: 'me.themeLight' },
  { theme: 'dark', name: 'me.themeDark' },
];

@Component({
  selector: 'app-theme-choice',
  imports: [TranslocoPipe],
  template: `
    <div class="segments" role="group" [attr.aria-label]="'me.theme' | transloco">
      @for (choice of choices; track choice.theme) {
        <button
          type="button"
          [attr.aria-pressed]="appearance.theme() === choice.theme"
          (click)="appearance.choose(choice.theme)"
        >
          {{ choice.name | transloco }}
        </button>
      }
    </div>
  `,
})
export class ThemeChoice {
  protected readonly appearance = inject(Appearance);
  protected readonly choices = choices;
}
