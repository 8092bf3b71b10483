import { Component, computed, input, resource } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { Spinner } from '../ui';
import { LinkSteps } from './link-steps';
import { drawQr } from './qr-drawing';
import { secondsUntil, type ShownQr } from './session-state';

const RING_LENGTH = 2 * Math.PI * 15;

/** The code to scan, how long it is still good, and how to scan it. */
@Component({
  selector: 'app-qr-link',
  imports: [TranslocoDirective, LinkSteps, Spinner],
  templateUrl: './qr-link.html',
  styleUrl: './qr-link.css',
})
export class QrLink {
  /** Undefined until the first code arrives. */
  readonly qr = input<ShownQr>();
  /** Epoch milliseconds, moving on each second. */
  readonly now = input.required<number>();

  protected readonly drawing = resource({
    params: () => this.qr()?.qr,
    loader: ({ params }) => drawQr(params),
  });
  protected readonly seconds = computed(() => {
    const qr = this.qr();
    return qr ? secondsUntil(qr.expiresAt, this.now()) : 0;
  });
  protected readonly ringLength = RING_LENGTH;
  protected readonly ringOffset = computed(() => {
    const qr = this.qr();
    if (!qr) return RING_LENGTH;
    const whole = Math.max(1, Date.parse(qr.expiresAt) - qr.shownAt);
    const left = Math.max(0, Date.parse(qr.expiresAt) - this.now());
    return RING_LENGTH * (1 - Math.min(1, left / whole));
  });
}
