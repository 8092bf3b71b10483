import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import { FiguresStore } from '../../figures';
import { Formats, formatPhoneNumber } from '../../i18n';
import { Lines } from '../../lines';
import { SignInStore } from '../../sign-in';
import { Badge, Icon } from '../../ui';
import { toneOf, wordsOf } from '../../whatsapp-sessions';

/** How each line is, in words, with what it received and sent today. Admins get to the lines from here. */
@Component({
  selector: 'app-line-states',
  imports: [Badge, Icon, RouterLink, TranslocoDirective],
  providers: [provideTranslocoScope('whatsapp-sessions')],
  template: `
    <ul *transloco="let t; prefix: 'whatsappSessions'">
      @for (line of lines(); track line.id) {
        <li>
          <div class="head">
            @if (isAdmin()) {
              <a routerLink="/whatsapp">{{ line.name }}</a>
            } @else {
              <strong>{{ line.name }}</strong>
            }
            <app-badge [tone]="toneOf(line)">{{ t('state.' + line.state) }}</app-badge>
          </div>
          <p class="facts">
            @if (line.phoneNumber; as number) {
              <span>{{ formatPhoneNumber(number) }}</span>
            }
            @if (stats()?.lines?.[line.id]; as today) {
              <span
                ><svg appIcon="arrow-down-left"></svg
                ><span class="visually-hidden">{{ t('receivedToday', { count: formats.number(today.received) }) }}</span
                ><span aria-hidden="true">{{ formats.number(today.received) }}</span></span
              >
              <span
                ><svg appIcon="arrow-up-right"></svg
                ><span class="visually-hidden">{{ t('sentToday', { count: formats.number(today.sent) }) }}</span
                ><span aria-hidden="true">{{ formats.number(today.sent) }}</span></span
              >
            }
          </p>
          @if (wordsOf(line)?.reason; as reason) {
            <p class="reason">{{ t(reason) }}</p>
          }
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: grid;
      gap: var(--space-3);
    }
    .head {
      display: flex;
      gap: var(--space-2);
      align-items: center;
      justify-content: space-between;
    }
    a,
    strong {
      overflow: hidden;
      font-weight: 600;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .facts {
      display: flex;
      flex-wrap: wrap;
      gap: 0 var(--space-3);
      color: var(--color-text-muted);
      font-size: var(--text-13);
      font-variant-numeric: tabular-nums;
    }
    .facts svg {
      width: 14px;
      height: 14px;
      vertical-align: -2px;
    }
    .reason {
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
  `,
})
export class LineStates {
  protected readonly lines = inject(Lines).all;
  protected readonly stats = inject(FiguresStore).stats;
  protected readonly isAdmin = inject(SignInStore).isAdmin;
  protected readonly formats = inject(Formats);
  protected readonly formatPhoneNumber = formatPhoneNumber;
  protected readonly toneOf = toneOf;
  protected readonly wordsOf = wordsOf;
}
