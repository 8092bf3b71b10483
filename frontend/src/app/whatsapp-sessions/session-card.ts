import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { LucideSmartphone } from '@lucide/angular';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { formatPhoneNumber, Formats } from '../i18n';
import { Badge } from '../ui';
import { LinkPanel } from './link-panel';
import { secondsUntil, type ShownQr, toneOf } from './session-state';

/** One line: what state it is in, why, what happens next, and what an admin can do about it. */
@Component({
  selector: 'app-session-card',
  imports: [TranslocoDirective, Badge, LinkPanel, LucideSmartphone],
  templateUrl: './session-card.html',
  styleUrl: './session-card.css',
  host: { class: 'card' },
})
export class SessionCard {
  protected readonly formats = inject(Formats);

  readonly session = input.required<WhatsAppSession>();
  readonly qr = input<ShownQr>();
  /** Epoch milliseconds, moving on each second. */
  readonly now = input.required<number>();
  /** Whether an action's answer is awaited. */
  readonly busy = input(false);

  readonly connect = output();
  /** Gives a link up that has not been scanned yet: nothing is lost. */
  readonly cancelLink = output();
  readonly unlink = output();
  readonly remove = output();

  protected readonly tone = computed(() => toneOf(this.session()));
  protected readonly number = computed(() => {
    const { phoneNumber } = this.session();
    return phoneNumber && formatPhoneNumber(phoneNumber);
  });
  protected readonly retrySeconds = computed(() => {
    const { state, retryAt } = this.session();
    return state === 'retrying' && retryAt ? secondsUntil(retryAt, this.now()) : null;
  });
  /** The word on the button that brings the line up, or null where it comes up by itself. */
  protected readonly connectWord = computed(() => {
    const { state, reason } = this.session();
    if (state !== 'unlinked' && state !== 'stopped') return null;
    if (reason === 'qr_expired') return 'newCode';
    return state === 'unlinked' ? 'connect' : 'connectAgain';
  });
  protected readonly linked = computed(() => ['connecting', 'open', 'retrying'].includes(this.session().state));
}
