import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, DestroyRef, effect, inject, input, output, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { filter, merge, Subscription } from 'rxjs';
import type { RunAgentPreview, RunAgentResponse } from '#contract/contacts';
import type { Contact } from '#contract/conversations';
import { contactName } from '../contact-names';
import { sortError } from '../errors';
import { FormattedText, textTokens } from '../formatted-text';
import { Formats } from '../i18n';
import { Lines } from '../lines';
import { WhatsAppRealtimeService } from '../realtime';
import { SignInStore } from '../sign-in';
import { Dialog, ErrorState, Icon, Skeleton } from '../ui';
import { AgentRunsApi } from './agent-runs-api';
import { leftOutOf } from './grouped';
import { LeftOutList } from './left-out-list';
import { sentencesOf } from './pace-sentences';

/** The settings that decide what would come of it. */
const DECISIVE: ReadonlySet<string> = new Set(['bot', 'client', 'messageTemplates', 'optOuts', 'whatsappSessions']);

/**
 * Has the bot write to contacts first, once somebody has seen what it says, through which line, how fast and to how many; then
 * says to whom it does not, and why. What changes of that meanwhile is shown. Shown for as long as it exists.
 */
@Component({
  selector: 'app-run-agent-dialog',
  imports: [
    Dialog,
    ErrorState,
    FormattedText,
    Icon,
    LeftOutList,
    NgTemplateOutlet,
    RouterLink,
    Skeleton,
    TranslocoDirective,
    TranslocoPipe,
  ],
  templateUrl: './run-agent-dialog.html',
  styleUrl: './run-agent-dialog.css',
})
export class RunAgentDialog {
  readonly #api = inject(AgentRunsApi);
  readonly #lines = inject(Lines);
  readonly #transloco = inject(TranslocoService);
  protected readonly formats = inject(Formats);
  protected readonly isAdmin = inject(SignInStore).isAdmin;
  #looking = Subscription.EMPTY;

  /** To whom, at least one. */
  readonly contacts = input.required<readonly Contact[]>();
  readonly closed = output();
  /** The server has taken it: those who can be are on their turn. */
  readonly asked = output();

  protected readonly stage = signal<'reading' | 'ready' | 'sending' | 'failed'>('reading');
  protected readonly preview = signal<RunAgentPreview | null>(null);
  protected readonly answer = signal<RunAgentResponse | null>(null);
  /** Why it could not be asked for, as a translation key. */
  protected readonly failure = signal('');
  protected readonly names = computed(() => {
    const nameless = this.#transloco.translate('agentRuns.nameless');
    return new Map(this.contacts().map((each) => [each.id, contactName(each) || nameless]));
  });
  protected readonly heading = computed(() => {
    const [first, another] = this.contacts();
    const count = this.formats.number(this.contacts().length);
    const name = this.nameOf(first?.id ?? '');
    return this.#transloco.translate(another ? 'agentRuns.headingMany' : 'agentRuns.heading', { count, name });
  });
  /** How many it would write to. */
  protected readonly reached = computed(() =>
    (this.preview()?.lines ?? []).reduce((sum, { contacts }) => sum + contacts, 0),
  );
  /** To whom it has been asked to write now: with others it was already. */
  protected readonly begun = computed(() => {
    const { contacts = [], underWay = [] } = this.answer() ?? {};
    return contacts.filter(({ id }) => !underWay.includes(id));
  });
  /** To whom it does not write, or would not. */
  protected readonly leftOut = computed(() => {
    const [answer, preview] = [this.answer(), this.preview()];
    if (answer) return leftOutOf(answer, answer.contacts);
    return preview ? leftOutOf(preview, this.contacts()) : [];
  });
  protected readonly tokens = textTokens;
  protected readonly sentencesOf = sentencesOf;

  constructor() {
    effect(() => {
      this.contacts();
      untracked(() => {
        this.look();
      });
    });
    const realtime = inject(WhatsAppRealtimeService);
    const changes = merge(
      realtime.on('bot_status_changed'),
      realtime.on('settings_changed').pipe(filter(({ kind }) => DECISIVE.has(kind))),
      realtime.startOver$,
    ).subscribe(() => {
      // What was asked for is told by its answer.
      if (this.stage() !== 'sending' && !this.answer()) this.look();
    });
    inject(DestroyRef).onDestroy(() => {
      this.#looking.unsubscribe();
      changes.unsubscribe();
    });
  }

  protected look(): void {
    this.stage.set('reading');
    this.#looking.unsubscribe();
    this.#looking = this.#api.preview(this.#ids()).subscribe({
      next: (preview) => {
        this.preview.set(preview);
        this.stage.set('ready');
      },
      error: () => {
        // What was shown may hold no more.
        this.preview.set(null);
        this.stage.set('failed');
      },
    });
  }

  protected run(): void {
    if (this.stage() !== 'ready') return;
    this.stage.set('sending');
    this.failure.set('');
    this.#api.run(this.#ids()).subscribe({
      next: (answer) => {
        this.answer.set(answer);
        this.stage.set('ready');
        this.asked.emit();
      },
      error: (error: unknown) => {
        this.failure.set(sortError(error).message);
        this.stage.set('ready');
      },
    });
  }

  /** The key for one, or for many. */
  protected counted(key: string, count: number): string {
    return count === 1 ? `${key}One` : key;
  }

  protected nameOf(id: string): string {
    return this.names().get(id) ?? '';
  }

  protected lineName(sessionId: string): string {
    return this.#lines.find(sessionId)?.name ?? '';
  }

  protected isOpen(sessionId: string): boolean {
    return this.#lines.find(sessionId)?.state === 'open';
  }

  #ids(): readonly string[] {
    return this.contacts().map(({ id }) => id);
  }
}
