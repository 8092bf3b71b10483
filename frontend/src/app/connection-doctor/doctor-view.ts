import { Component, computed, DestroyRef, DOCUMENT, ElementRef, inject, PendingTasks, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { filter, skip } from 'rxjs';
import type { RealtimeFigures } from '#contract/probe';
import { ApiClient, AppSettings } from '../api';
import type { ConnectionKind } from '../realtime';
import { Icon } from '../ui';
import { BrowserPorts } from './browser-ports';
import { CheckLine } from './check-line';
import { ConnectionDoctor, type Finding, type Progress } from './examination';
import { RealtimeFiguresTable } from './realtime-figures-table';
import { reportOf } from './report';

/** The checks as they finish, what the server counts for whoever may know, and a report to hand on. */
@Component({
  selector: 'app-doctor-view',
  imports: [CheckLine, Icon, RealtimeFiguresTable, TranslocoDirective],
  templateUrl: './doctor-view.html',
  styleUrl: './doctor-view.css',
})
export class DoctorView {
  readonly #ports = inject(BrowserPorts);
  readonly #api = inject(ApiClient);
  readonly #settings = inject(AppSettings);
  readonly #transloco = inject(TranslocoService);
  readonly #window = inject(DOCUMENT).defaultView ?? window;
  readonly #pending = inject(PendingTasks);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #interest = new AbortController();
  /** Whether the connection has become another one while it was being examined. */
  #isOld = false;

  protected readonly origin = this.#ports.origin;
  protected readonly progress = signal<readonly Progress[]>([]);
  protected readonly isRunning = signal(true);
  protected readonly figures = signal<RealtimeFigures | null>(null);
  protected readonly figuresFailed = signal(false);
  protected readonly copying = signal<'copied' | 'byHand' | null>(null);
  protected readonly report = signal('');

  protected readonly bad = computed(() => this.#count('bad'));
  protected readonly warnings = computed(() => this.#count('warning'));
  protected readonly worst = computed(() => {
    if (this.isRunning()) return 'running';
    return this.bad() ? 'bad' : this.warnings() ? 'warning' : 'good';
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.#interest.abort();
    });
    this.#examine();
    const way = computed(() => wayOf(this.#ports.connection.kind));
    // What was found under another connection says nothing any more. A report that is being copied stays.
    toObservable(way)
      .pipe(
        skip(1),
        filter(() => this.copying() !== 'byHand'),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        if (this.isRunning()) this.#isOld = true;
        else this.#examine();
      });
  }

  protected checkAgain(): void {
    if (!this.isRunning()) this.#examine();
  }

  /** Where the browser does not let a page copy, as over plain HTTP, the report is shown to be copied by hand. */
  protected copyReport(): void {
    if (this.isRunning()) return;
    this.report.set(this.#writeReport());
    this.#pending.run(() => this.#copy());
  }

  async #copy(): Promise<void> {
    try {
      await this.#window.navigator.clipboard.writeText(this.report());
      this.copying.set('copied');
    } catch {
      this.copying.set('byHand');
      setTimeout(() => {
        this.#host.nativeElement.querySelector('textarea')?.select();
      });
    }
  }

  #examine(): void {
    this.#isOld = false;
    this.isRunning.set(true);
    this.copying.set(null);
    this.progress.set([]);
    this.#pending.run(() => this.#follow(this.#interest.signal));
  }

  async #follow(interest: AbortSignal): Promise<void> {
    for await (const one of new ConnectionDoctor(this.#ports).examine(interest)) {
      if (interest.aborted) return;
      this.progress.update((before) => [...before.filter((other) => !isSame(one, other)), one]);
    }
    if (this.#isOld) {
      this.#examine();
      return;
    }
    this.#readFigures();
    this.isRunning.set(false);
  }

  #readFigures(): void {
    const role = this.#ports.user?.role;
    if (role !== 'admin' && role !== 'operator') return;
    this.#api.get<RealtimeFigures>('/probe/realtime').subscribe({
      next: (figures) => {
        this.figures.set(figures);
        this.figuresFailed.set(false);
      },
      error: () => {
        this.figuresFailed.set(true);
      },
    });
  }

  #count(verdict: Progress['verdict']): number {
    return this.progress().filter((one) => one.verdict === verdict).length;
  }

  #writeReport(): string {
    return reportOf({
      text: (key, params) => this.#transloco.translate(`connectionDoctor.${key}`, params),
      findings: this.progress().filter((one): one is Finding => one.verdict !== 'running'),
      figures: this.figures(),
      version: this.#settings.config().version,
      origin: this.origin,
      userAgent: this.#window.navigator.userAgent,
      now: new Date(this.#ports.now()),
    });
  }
}

/** How events come, where that is certain. */
function wayOf(kind: ConnectionKind): ConnectionKind | 'none' {
  return kind === 'reconnecting' || kind === 'offline' ? 'none' : kind;
}

function isSame(one: Progress, other: Progress): boolean {
  return one.check === other.check && one.endpoint === other.endpoint;
}
