import { Component, computed, inject, viewChild, ViewContainerRef } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { debounce, timer } from 'rxjs';
import { AppSettings } from '../api';
import { Notices } from '../errors';
import { Formats } from '../i18n';
import { WhatsAppRealtimeService } from '../realtime';
import { MissedScreen } from '../screens';
import { Badge, Icon, type Tone } from '../ui';
import { LOAD_DOCTOR } from './doctor-loader';

/** Push may be away for this many milliseconds before the badge says so. */
const FLICKER = 1_000;

const tones: Record<string, Tone> = { live: 'success', connecting: 'neutral', offline: 'danger' };

/** How events reach this browser, in a word, an icon and a colour. A click opens the connection doctor. */
@Component({
  selector: 'app-realtime-badge',
  imports: [Badge, Icon, TranslocoPipe],
  templateUrl: './realtime-badge.html',
  styleUrl: './realtime-badge.css',
})
export class RealtimeBadge {
  readonly #realtime = inject(WhatsAppRealtimeService);
  readonly #settings = inject(AppSettings);
  readonly #formats = inject(Formats);
  readonly #loadDoctor = inject(LOAD_DOCTOR);
  readonly #notices = inject(Notices);
  readonly #missedScreen = inject(MissedScreen);
  readonly #connectionKind = computed(() => this.#realtime.connection().kind);
  readonly #steadyKind = toSignal(
    toObservable(this.#connectionKind).pipe(debounce((kind) => (kind === 'live' ? timer(0) : timer(FLICKER)))),
  );
  readonly #lastLiveAt = computed(() => this.#realtime.connection().lastLiveAt);
  readonly #isReachable = computed(() => ['live', 'polling'].includes(this.#connectionKind()));
  #isOpening = false;

  /** Before the first answer either way it is simply connecting. */
  protected readonly kind = computed(() => this.#steadyKind() ?? 'connecting');
  protected readonly tone = computed(() => tones[this.kind()] ?? 'warning');
  protected readonly pollSeconds = computed(() => this.#settings.config().realtime.pollPeriods.disconnected / 1_000);
  /** When push was last there; empty while it is, and when it never was. */
  protected readonly since = computed(() => {
    const at = this.#lastLiveAt();
    return this.kind() === 'live' || at === null ? '' : this.#shortTime(new Date(at));
  });
  protected readonly sinceText = computed(() => {
    if (this.kind() === 'live') return 'realtime.liveHint';
    return this.since() ? 'realtime.notLiveSince' : 'realtime.notLiveYet';
  });
  private readonly doctor = viewChild.required('doctor', { read: ViewContainerRef });

  protected async openDoctor(): Promise<void> {
    if (this.#isOpening) return;
    this.#isOpening = true;
    try {
      const { showDoctor } = await this.#loadDoctor();
      showDoctor(this.doctor());
    } catch {
      // What failed once fails for as long as this page stands; the doctor has a page of its own.
      if (this.#isReachable()) this.#missedScreen.open('/status');
      else this.#notices.warning('realtime.doctorMissing');
    } finally {
      this.#isOpening = false;
    }
  }

  #shortTime(at: Date): string {
    const isToday = at.toDateString() === new Date().toDateString();
    return isToday ? this.#formats.time(at) : this.#formats.dateTime(at);
  }
}
