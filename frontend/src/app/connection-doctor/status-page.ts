import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { LanguageChoice } from '../i18n';
import { Icon } from '../ui';
import { DoctorView } from './doctor-view';

/** The doctor as a page of its own, for everybody: whoever cannot sign in may need it most. */
@Component({
  selector: 'app-status-page',
  imports: [DoctorView, Icon, LanguageChoice, RouterLink, TranslocoDirective],
  template: `
    <main id="main" *transloco="let t; prefix: 'connectionDoctor'">
      <div class="top">
        <a class="button button-quiet" routerLink="/">
          <svg appIcon="arrow-left"></svg>
          {{ t('back') }}
        </a>
        <app-language-choice />
      </div>
      <section class="card">
        <h1>{{ t('heading') }}</h1>
        <app-doctor-view />
      </section>
    </main>
  `,
  styles: `
    :host {
      display: block;
      height: 100%;
      overflow: auto;
    }
    main {
      display: grid;
      gap: var(--space-4);
      width: min(100%, 720px);
      margin: 0 auto;
      padding: var(--space-4);
    }
    .top {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
      align-items: center;
      justify-content: space-between;
    }
    section {
      padding: var(--space-6);
    }
    h1 {
      margin-bottom: var(--space-2);
    }
    @media (max-width: 600px) {
      main {
        padding: var(--space-2);
      }
      section {
        padding: var(--space-4);
      }
    }
  `,
})
export class StatusPage {}
