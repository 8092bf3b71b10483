import {
  afterNextRender,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  Injector,
  linkedSignal,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { TranslocoDirective } from '@jsverse/transloco';
import { interval, map } from 'rxjs';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { FiguresStore } from '../figures';
import { WhatsAppRealtimeService } from '../realtime';
import { ConfirmDialog, EmptyState, ErrorState, Icon, Skeleton } from '../ui';
import { CredentialsDialog } from './cloud-api/credentials-dialog';
import { LineChecks } from './cloud-api/line-checks';
import { NewLine } from './new-line';
import { SessionCard } from './session-card';
import { SessionHistory } from './session-history';
import { isIn, type LineFilter, lineFilters, type MessagesToday } from './session-state';
import { SessionsStore } from './sessions-store';
import { StateAnnouncer } from './state-announcer';

/** As many lines are taken in at a glance; more can be filtered. */
const AT_A_GLANCE = 4;
const noMessages: MessagesToday = { received: 0, sent: 0 };

interface Question {
  readonly kind: 'unlink' | 'remove';
  readonly session: WhatsAppSession;
}

/** The client's WhatsApp lines: how they are, what they went through; add, name, link, unlink, remove. */
@Component({
  selector: 'app-sessions-page',
  imports: [
    ConfirmDialog,
    CredentialsDialog,
    EmptyState,
    ErrorState,
    Icon,
    NewLine,
    SessionCard,
    SessionHistory,
    Skeleton,
    TranslocoDirective,
  ],
  providers: [SessionsStore, StateAnnouncer, LineChecks],
  templateUrl: './sessions-page.html',
  styleUrl: './sessions-page.css',
})
export class SessionsPage {
  readonly #injector = inject(Injector);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #stats = inject(FiguresStore).stats;
  protected readonly store = inject(SessionsStore);
  readonly #checks = inject(LineChecks);
  readonly #connection = inject(WhatsAppRealtimeService).connection;
  protected readonly offline = computed(() => this.#connection().kind === 'offline');
  readonly #time = toSignal(interval(1_000).pipe(map(() => Date.now())), { initialValue: Date.now() });
  /** Stands still while the server is out of reach: nobody knows then what has run out. */
  protected readonly now = linkedSignal<{ time: number; offline: boolean }, number>({
    source: () => ({ time: this.#time(), offline: this.offline() }),
    computation: ({ time, offline }, before) => (offline && before ? before.value : time),
  });
  protected readonly question = signal<Question | null>(null);
  protected readonly names = computed(() => this.store.sessions().map(({ name }) => name));
  /** Stays until it is sent or left, whatever lines come meanwhile. */
  protected readonly formShown = linkedSignal<boolean, boolean>({
    source: () => this.store.loading() === 'done' && this.store.sessions().length === 0,
    computation: (isFirst, before) => isFirst || (before?.value ?? false),
  });
  /** The line whose history is looked at. */
  protected readonly historyOf = signal<string | null>(null);
  /** The line over Meta's Cloud API whose credentials are changed, and the one whose details are looked at. */
  protected readonly credentialsOf = signal<string | null>(null);
  protected readonly credentialsShown = computed(() =>
    this.store.sessions().find(({ id }) => id === this.credentialsOf()),
  );
  protected readonly detailsOf = signal<string | null>(null);
  protected readonly historyShown = computed(() => this.store.sessions().find(({ id }) => id === this.historyOf()));

  protected readonly filterShown = computed(() => this.store.sessions().length > AT_A_GLANCE);
  readonly #chosen = signal<LineFilter>('all');
  protected readonly filter = computed(() => (this.filterShown() ? this.#chosen() : 'all'));
  protected readonly choices = computed(() =>
    lineFilters.map((filter) => ({ filter, count: this.store.sessions().filter(isIn(filter)).length })),
  );
  protected readonly shown = computed(() => this.store.sessions().filter(isIn(this.filter())));
  /** What a line received and sent today; null while no figures are known. */
  protected readonly today = computed(() => {
    const lines = this.#stats()?.lines;
    return (id: string) => lines && (lines[id] ?? noMessages);
  });
  private readonly newLine = viewChild(NewLine);
  private readonly addButton = viewChild<ElementRef<HTMLElement>>('addButton');

  constructor() {
    effect(() => {
      const added = this.store.added();
      if (added)
        untracked(() => {
          this.#leadTo(added);
        });
    });
  }

  protected choose(filter: LineFilter): void {
    this.#chosen.set(filter);
  }

  protected startAdding(): void {
    this.formShown.set(true);
    this.#afterRender(() => this.newLine()?.focus());
  }

  protected stopAdding(): void {
    this.formShown.set(false);
    this.#afterRender(() => this.addButton()?.nativeElement.focus());
  }

  protected takeAdded(session: WhatsAppSession): void {
    if (session.kind === 'cloud-api') this.detailsOf.set(session.id);
    this.store.takeAdded(session);
    this.formShown.set(false);
  }

  protected toggleDetails(id: string): void {
    this.detailsOf.update((shown) => (shown === id ? null : id));
  }

  /** Other credentials may mend one thing and break another. */
  protected takeChanged(session: WhatsAppSession): void {
    this.store.take(session);
    if (this.detailsOf() === session.id) this.#checks.examine(session.id);
    else this.detailsOf.set(session.id);
  }

  protected ask(kind: Question['kind'], session: WhatsAppSession): void {
    this.question.set({ kind, session });
  }

  protected dropQuestion(): void {
    this.question.set(null);
  }

  protected doAsAsked({ kind, session }: Question): void {
    this.question.set(null);
    if (kind === 'unlink') this.store.unlink(session.id);
    else this.store.remove(session.id);
  }

  /** To a line that was just added, which stands last: what it needs next is to be linked, or to be set up at Meta. */
  #leadTo(sessionId: string): void {
    this.#chosen.set('all');
    this.#afterRender(() => {
      const line = this.#element.nativeElement.querySelector<HTMLElement>(`[data-line="${sessionId}"]`);
      line?.scrollIntoView({ block: 'nearest' });
      line?.querySelector<HTMLElement>('.notice .button, .details')?.focus();
    });
  }

  #afterRender(work: () => void): void {
    afterNextRender(work, { injector: this.#injector });
  }
}
