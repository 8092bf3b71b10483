import { Component, computed, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { interval } from 'rxjs';
import { WAITING_AGES } from '#contract/report-limits';
import type { TeamStats } from '#contract/stats';
import { durationWords, Formats } from '../../i18n';
import { PresenceStore } from '../../presence';
import { WhatsAppRealtimeService } from '../../realtime';
import { SignInStore } from '../../sign-in';
import { Avatar, ErrorState, Skeleton } from '../../ui';
import { DashboardTabs } from '../dashboard-tabs';
import { LiveReading } from '../reading/live-reading';
import { FigureWords } from '../words/figure-words';

/** How often it is looked who waits how long by now, in milliseconds: nothing tells of that. */
const LOOK = 30_000;

type Agent = TeamStats['agents'][number];

/** How the work is spread over the team, live; each figure leads to the conversations behind it. */
@Component({
  selector: 'app-team-page',
  imports: [Avatar, DashboardTabs, ErrorState, RouterLink, Skeleton, TranslocoDirective],
  templateUrl: './team-page.html',
  styleUrl: './team-page.css',
})
export class TeamPage {
  readonly #presence = inject(PresenceStore);
  readonly #realtime = inject(WhatsAppRealtimeService);
  readonly #user = inject(SignInStore).user;
  protected readonly words = inject(FigureWords);
  protected readonly formats = inject(Formats);

  protected readonly reading = new LiveReading<TeamStats>(signal('/stats/team'), signal(LOOK));
  protected readonly team = this.reading.value;
  readonly #looks = toSignal(interval(LOOK));
  /** What time it is at the server, in epoch milliseconds. */
  readonly #now = computed(() => {
    this.#looks();
    this.team();
    return this.#realtime.now();
  });
  readonly #onlineIds = computed(
    () => new Set([this.#user()?.id, ...this.#presence.colleagues().map(({ userId }) => userId)]),
  );
  protected readonly columns = [
    'agent',
    'open',
    'unread',
    'waiting',
    'longest',
    'sentToday',
    'answered',
    'median',
  ] as const;
  protected readonly ages = computed(() => {
    const groups = this.team()?.waiting ?? [];
    const most = Math.max(...groups.map(({ count }) => count), 1);
    return groups.map(({ count, unassigned }, index) => {
      const [from, to] = [WAITING_AGES[index - 1] ?? 0, WAITING_AGES[index]];
      return {
        count,
        unassigned,
        part: count / most,
        waiting: to === undefined ? `${from}` : `${from}-${to}`,
        ...named(from, to),
      };
    });
  });

  protected isOnline({ userId }: Agent): boolean {
    return this.#onlineIds().has(userId);
  }

  /** Of the one who waits longest; empty where nobody does. */
  protected longestWait({ waitingSince }: Agent): string {
    if (waitingSince === null) return this.words.of('seconds', null);
    const seconds = Math.max(0, (this.#now() - Date.parse(waitingSince)) / 1_000);
    return durationWords(seconds < 60 ? seconds : Math.floor(seconds / 60) * 60);
  }
}

/** How a group of ages is called. */
function named(from: number, to: number | undefined): { word: string; from: string; to: string } {
  const word = from === 0 ? 'lessThan' : to === undefined ? 'moreThan' : 'between';
  return { word, from: durationWords(from), to: durationWords(to ?? 0) };
}
