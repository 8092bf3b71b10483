import { Component, computed, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { formatPhoneNumber } from '../i18n';
import { Icon } from '../ui';
import { CodeLink } from './code-link';
import { QrLink } from './qr-link';
import type { AskedCode, ShownQr } from './session-state';

/** Links a phone in one of two ways: by scanning, or by typing a code into it. Both work at the same time. */
@Component({
  selector: 'app-link-panel',
  imports: [CodeLink, Icon, QrLink, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'whatsappSessions'">
      @if (own(); as number) {
        <p class="own">{{ t('link.onlyNumber', { number }) }}</p>
      }
      @if (way() === 'qr') {
        <app-qr-link [qr]="qr()" [now]="now()" [offline]="offline()" />
      } @else {
        <app-code-link
          [qr]="qr()"
          [asked]="asked()"
          [lastNumber]="lastNumber()"
          [neighbour]="neighbour()"
          [now]="now()"
          [offline]="offline()"
          (codeAsked)="codeAsked.emit($event)"
        />
      }
      <div class="actions">
        <button class="button" type="button" (click)="changeWay()">
          @if (way() === 'qr') {
            <svg appIcon="hash"></svg>
            {{ t('link.useCode') }}
          } @else {
            <svg appIcon="qr-code"></svg>
            {{ t('link.useQr') }}
          }
        </button>
        <button class="button button-quiet" type="button" [disabled]="busy()" (click)="cancelled.emit()">
          {{ t('cancelLink') }}
        </button>
      </div>
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-5);
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }
    @media (max-width: 600px) {
      .actions {
        display: grid;
      }
      .actions .button {
        padding-block: var(--space-2);
        white-space: normal;
      }
    }
  `,
})
export class LinkPanel {
  /** Undefined until the first code arrives. */
  readonly qr = input<ShownQr>();
  /** The pairing code that was asked for in this tab. */
  readonly asked = input<AskedCode>();
  /** The one number that this line takes, in digits; null where it takes any. */
  readonly lastNumber = input<string | null>(null);
  /** A number of the country whose people need not type its code, in digits. */
  readonly neighbour = input<string | null>(null);
  /** Epoch milliseconds, moving on each second. */
  readonly now = input.required<number>();
  /** Whether the server is out of reach. */
  readonly offline = input(false);
  /** Whether an action's answer is awaited. */
  readonly busy = input(false);

  readonly codeAsked = output<string>();
  readonly cancelled = output();

  protected readonly own = computed(() => {
    const number = this.lastNumber();
    return number && formatPhoneNumber(number);
  });
  readonly #chosen = signal<'qr' | 'code' | null>(null);
  /** A code that was already asked for is shown, as after a reload, unless the person went to the other way. */
  protected readonly way = computed(
    () => this.#chosen() ?? (this.qr()?.pairingCode !== undefined || this.asked()?.awaited ? 'code' : 'qr'),
  );

  protected changeWay(): void {
    this.#chosen.set(this.way() === 'qr' ? 'code' : 'qr');
  }
}
