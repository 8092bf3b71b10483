import { Component, computed, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Preferences as PreferenceValues } from '#contract/team-settings';
import { DeviceSwitch, NoticeSound } from '../../notifications';
import { Preferences } from '../../preferences';
import { SwitchField } from '../../switches';
import { ErrorState, Icon, Skeleton } from '../../ui';
import { type Choice, ChoiceList } from '../forms/choice-list';
import { QuietHoursFields } from './quiet-hours-fields';

const NOTIFY: readonly Choice<PreferenceValues['notify']>[] = (['all', 'mine', 'none'] as const).map((value) => ({
  value,
  name: `settings.notifications.${value}`,
  hint: `settings.notifications.${value}Hint`,
}));

/** Which new messages a person is told of, how, and when not. Holds at once, like language and theme. */
@Component({
  selector: 'app-notifications-section',
  imports: [ChoiceList, DeviceSwitch, ErrorState, Icon, QuietHoursFields, Skeleton, SwitchField, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'settings.notifications'">
      <header>
        <h2>{{ t('title') }}</h2>
        <p class="intro">{{ t('intro') }}</p>
      </header>
      @if (preferences.isKnown()) {
        <div class="card part">
          <app-choice-list
            [legend]="t('which')"
            [choices]="choices"
            [value]="all().notify"
            (valueChange)="preferences.change({ notify: $event })"
          />
        </div>
        <div class="card part">
          <app-switch-field
            [label]="t('sound')"
            [hint]="t('soundHint')"
            [checked]="all().sound"
            (wanted)="preferences.change({ sound: $event })"
          />
          <div>
            <button class="button" type="button" (click)="sound.play()">
              <svg appIcon="volume-2"></svg>
              {{ t('listen') }}
            </button>
          </div>
        </div>
        <app-quiet-hours-fields class="card part" />
      } @else if (preferences.failed()) {
        <app-error-state class="card" (retry)="preferences.renew()" />
      } @else {
        <div aria-busy="true" role="status" [attr.aria-label]="t('loading')"><app-skeleton [rows]="4" /></div>
      }
      <app-device-switch class="card part" />
    </ng-container>
  `,
  styleUrl: '../section.css',
})
export class NotificationsSection {
  protected readonly preferences = inject(Preferences);
  protected readonly sound = inject(NoticeSound);
  protected readonly choices = NOTIFY;
  protected readonly all = computed(() => this.preferences.all());
}
