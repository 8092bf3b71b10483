import { Component } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { OwnNameForm } from './own-name-form';
import { OwnPasswordForm } from './own-password-form';

/** What a person may change about their own account. */
@Component({
  selector: 'app-own-account',
  imports: [OwnNameForm, OwnPasswordForm, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'settings.profile'">
      <header>
        <h2>{{ t('title') }}</h2>
        <p class="intro">{{ t('intro') }}</p>
      </header>
      <app-own-name-form class="card part" />
      <app-own-password-form class="card part" />
    </ng-container>
  `,
  styleUrl: '../section.css',
})
export class OwnAccount {}
