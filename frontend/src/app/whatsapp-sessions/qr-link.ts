import { Component, computed, input, resource } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { Spinner } from '../ui';
import { LinkSteps } from './link-steps';
import { drawQr } from './qr-drawing';
import { secondsUntil, type ShownQr } from './session-state';
import { ValidityRing } from './validity-ring';

/** The code to scan, how long it is still good, and how to scan it. */
@Component({
  selector: 'app-qr-link',
  imports: [TranslocoDirective, LinkSteps, Spinner, ValidityRing],
  templateUrl: './qr-link.html',
  styleUrl: './qr-link.css',
})
export class QrLink {
  /** Undefined until the first code arrives. */
  readonly qr = input<ShownQr>();
  /** Epoch milliseconds, moving on each second. */
  readonly now = input.required<number>();
  /** Whether the server is out of reach, so that nobody knows which code is good. */
  readonly offline = input(false);

  protected readonly drawing = resource({
    params: () => this.qr()?.qr,
    loader: ({ params }) => drawQr(params),
  });
  protected readonly seconds = computed(() => {
    const qr = this.qr();
    return qr ? secondsUntil(qr.expiresAt, this.now()) : 0;
  });
}
