import { Component, computed, inject } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { LucideRefreshCw, LucideTimer, LucideWifiOff, LucideZap } from '@lucide/angular';
import { debounce, timer } from 'rxjs';
import { AppSettings } from '../api';
import { WhatsAppRealtimeService } from '../realtime';
import { Badge, type Tone } from '../ui';

/** Push may be away for this many milliseconds before the badge says so. */
const FLICKER = 1_000;

const tones: Record<string, Tone> = { live: 'success', connecting: 'neutral', offline: 'danger' };

/** How events reach this browser, in a word, an icon and a colour. */
@Component({
  selector: 'app-realtime-badge',
  imports: [Badge, TranslocoPipe, LucideRefreshCw, LucideTimer, LucideWifiOff, LucideZap],
  template: `
    <app-badge [tone]="tone()" [attr.title]="kind() === 'offline' ? ('realtime.offlineHint' | transloco) : null">
      @switch (kind()) {
        @case ('live') {
          <svg lucideZap></svg>
        }
        @case ('polling') {
          <svg lucideTimer></svg>
        }
        @case ('offline') {
          <svg lucideWifiOff></svg>
        }
        @default {
          <svg lucideRefreshCw></svg>
        }
      }
      <span>{{ 'realtime.' + kind() | transloco: { seconds: pollSeconds() } }}</span>
    </app-badge>
    @if (kind() === 'offline') {
      <span class="hint">{{ 'realtime.offlineHint' | transloco }}</span>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: var(--space-2);
    }
    app-badge {
      height: 24px;
      padding: 0 10px;
    }
    svg {
      width: 14px;
      height: 14px;
    }
    .hint {
      color: var(--color-text-muted);
      font-size: var(--text-12);
    }
    @media (max-width: 600px) {
      .hint {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
    }
  `,
  host: { role: 'status' },
})
export class RealtimeBadge {
  readonly #realtime = inject(WhatsAppRealtimeService);
  readonly #settings = inject(AppSettings);
  readonly #connectionKind = computed(() => this.#realtime.connection().kind);
  readonly #steadyKind = toSignal(
    toObservable(this.#connectionKind).pipe(debounce((kind) => (kind === 'live' ? timer(0) : timer(FLICKER)))),
  );

  /** Before the first answer either way it is simply connecting. */
  protected readonly kind = computed(() => this.#steadyKind() ?? 'connecting');
  protected readonly tone = computed(() => tones[this.kind()] ?? 'warning');
  protected readonly pollSeconds = computed(() => this.#settings.config().realtime.pollPeriods.disconnected / 1_000);
}
