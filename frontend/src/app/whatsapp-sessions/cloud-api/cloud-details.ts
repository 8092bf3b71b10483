import { Component, computed, DestroyRef, inject, input, type OnInit, output } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { TranslocoDirective } from '@jsverse/transloco';
import { filter, interval } from 'rxjs';
import type { CloudApiLine } from '#contract/cloud-api';
import { peopleOf } from '#contract/cloud-api-rules';
import { Formats } from '../../i18n';
import { Icon } from '../../ui';
import { LineTimes } from '../line-times';
import { SessionsStore } from '../sessions-store';
import { CloudCheckLine } from './check-line';
import { CopiedValue } from './copied-value';
import { LineChecks } from './line-checks';
import { daysUntil } from './number-words';

/** No event tells when a webhook came: it is asked for as often, in milliseconds. The server notes it that often, too. */
const ASK_EVERY_MS = 10_000;

/** What Meta says of a line, where it is to send its webhooks, and whether all that it needs is there. */
@Component({
  selector: 'app-cloud-details',
  imports: [CloudCheckLine, CopiedValue, Icon, TranslocoDirective],
  templateUrl: './cloud-details.html',
  styleUrl: './cloud-details.css',
})
export class CloudDetails implements OnInit {
  readonly #store = inject(SessionsStore);
  readonly #destroyed = inject(DestroyRef);
  readonly #times = inject(LineTimes);
  protected readonly examination = inject(LineChecks);
  protected readonly formats = inject(Formats);

  readonly sessionId = input.required<string>();
  readonly line = input.required<CloudApiLine>();
  /** Whether its secrets are there: they are forgotten when it is unlinked. */
  readonly hasCredentials = input.required<boolean>();
  /** Epoch milliseconds, moving on each second. */
  readonly now = input.required<number>();
  /** Whether the server is out of reach. */
  readonly offline = input(false);
  readonly credentialsAsked = output();

  protected readonly doing = this.examination.doing;
  protected readonly checks = computed(() => this.examination.found()[this.sessionId()] ?? []);
  protected readonly good = computed(() => this.checks().filter(({ outcome }) => outcome === 'passed').length);

  protected readonly limit = computed(() => {
    const people = peopleOf(this.line().messagingLimit);
    if (people === undefined) return { word: 'cloud.notTold', people: '' };
    if (people === Number.POSITIVE_INFINITY) return { word: 'cloud.limitNone', people: '' };
    return { word: 'cloud.limit', people: this.formats.number(people) };
  });
  protected readonly tokenEnd = computed(() => {
    const { tokenExpiresAt: end } = this.line();
    if (end === null) return { word: 'cloud.tokenEndless', tone: null };
    const days = daysUntil(end, this.now());
    const tone = days < 0 ? 'danger' : days < 7 ? 'warning' : null;
    return { word: days < 0 ? 'cloud.tokenEnded' : 'cloud.tokenEnds', date: this.formats.dateTime(end), tone };
  });

  ngOnInit(): void {
    interval(ASK_EVERY_MS)
      .pipe(
        filter(() => !this.offline()),
        takeUntilDestroyed(this.#destroyed),
      )
      .subscribe(() => {
        this.#store.refresh(this.sessionId());
      });
    this.#store.refresh(this.sessionId());
    if (this.hasCredentials()) this.examine();
  }

  protected examine(): void {
    this.examination.examine(this.sessionId());
  }

  protected subscribe(): void {
    this.examination.subscribe(this.sessionId());
  }

  /** "hace 3 min", or a moment ago. */
  protected agoOf(time: string): string | null {
    return this.#times.ago(time, this.now());
  }
}
