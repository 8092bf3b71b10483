import { Component } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { ThemeChoice } from '../../appearance';
import { LanguageChoice } from '../../i18n';

/** Language and theme, which hold at once and on every device. */
@Component({
  selector: 'app-appearance-section',
  imports: [LanguageChoice, ThemeChoice, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'settings.appearance'">
      <header>
        <h2>{{ t('title') }}</h2>
        <p class="intro">{{ t('intro') }}</p>
      </header>
      <div class="card part">
        <div class="field">
          <span class="field-label">{{ t('language') }}</span>
          <app-language-choice />
        </div>
        <div class="field">
          <span class="field-label">{{ t('theme') }}</span>
          <app-theme-choice />
        </div>
      </div>
    </ng-container>
  `,
  styleUrl: '../section.css',
})
export class AppearanceSection {}
