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
import { form, FormField, maxLength, required } from '@angular/forms/signals';
import { TranslocoDirective } from '@jsverse/transloco';
import { LucidePlus, LucideSmartphone } from '@lucide/angular';
import { interval, map } from 'rxjs';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { FiguresStore } from '../figures';
import { WhatsAppRealtimeService } from '../realtime';
import { ConfirmDialog, EmptyState, ErrorState, Skeleton } from '../ui';
import { nameProblemOf } from './line-name';
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
    FormField,
    TranslocoDirective,
    ConfirmDialog,
    EmptyState,
    ErrorState,
    Skeleton,
    SessionCard,
    SessionHistory,
    LucidePlus,
    LucideSmartphone,
  ],
  providers: [SessionsStore, StateAnnouncer],
  templateUrl: './sessions-page.html',
  styleUrl: './sessions-page.css',
})
export class SessionsPage {
  readonly #injector = inject(Injector);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #stats = inject(FiguresStore).stats;
  protected readonly store = inject(SessionsStore);
  readonly #connection = inject(WhatsAppRealtimeService).connection;
  protected readonly offline = computed(() => this.#connection().kind === 'offline');
  readonly #time = toSignal(interval(1_000).pipe(map(() => Date.now())), { initialValue: Date.now() });
  /** Stands still while the server is out of reach: nobody knows then what has run out. */
  protected readonly now = linkedSignal<{ time: number; offline: boolean }, number>({
    source: () => ({ time: this.#time(), offline: this.offline() }),
    computation: ({ time, offline }, before) => (offline && before ? before.value : time),
  });
  protected readonly adding = signal(false);
  protected readonly question = signal<Question | null>(null);
  protected readonly newLine = form(signal({ name: '' }), (path) => {
    required(path.name);
    maxLength(path.name, 60);
  });
  readonly #tried = signal(false);
  protected readonly nameProblem = computed(() => {
    const names = this.store.sessions().map(({ name }) => name);
    return this.#tried() ? nameProblemOf(this.newLine.name().value(), names) : null;
  });
  protected readonly formShown = computed(() => this.adding() || this.store.sessions().length === 0);
  /** The line whose history is looked at. */
  protected readonly historyOf = signal<string | null>(null);
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
  private readonly nameField = viewChild<ElementRef<HTMLElement>>('nameField');
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
    this.adding.set(true);
    this.#afterRender(() => this.nameField()?.nativeElement.focus());
  }

  protected stopAdding(): void {
    if (!this.adding()) return;
    this.#closeForm();
    this.#afterRender(() => this.addButton()?.nativeElement.focus());
  }

  protected addLine(event: Event): void {
    event.preventDefault();
    this.#tried.set(true);
    if (this.nameProblem() || this.newLine().invalid()) {
      this.nameField()?.nativeElement.focus();
      return;
    }
    this.store.add(this.newLine.name().value().trim());
    this.#closeForm();
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

  #closeForm(): void {
    this.adding.set(false);
    this.#tried.set(false);
    this.newLine().reset({ name: '' });
  }

  /** To a line that was just added, which stands last: what it needs next is to be linked. */
  #leadTo(sessionId: string): void {
    this.#chosen.set('all');
    this.#afterRender(() => {
      const line = this.#element.nativeElement.querySelector<HTMLElement>(`[data-line="${sessionId}"]`);
      line?.scrollIntoView({ block: 'nearest' });
      line?.querySelector<HTMLElement>('.notice .button')?.focus();
    });
  }

  #afterRender(work: () => void): void {
    afterNextRender(work, { injector: this.#injector });
  }
}
