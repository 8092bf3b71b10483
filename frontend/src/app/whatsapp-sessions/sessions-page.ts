import { Component, computed, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { form, FormField, maxLength, required } from '@angular/forms/signals';
import { TranslocoDirective } from '@jsverse/transloco';
import { LucidePlus, LucideSmartphone } from '@lucide/angular';
import { interval, map } from 'rxjs';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { ConfirmDialog, EmptyState, ErrorState, Skeleton } from '../ui';
import { SessionCard } from './session-card';
import { SessionsStore } from './sessions-store';

interface Question {
  readonly kind: 'unlink' | 'remove';
  readonly session: WhatsAppSession;
}

/** The client's WhatsApp lines: add, link, unlink, remove. */
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
    LucidePlus,
    LucideSmartphone,
  ],
  providers: [SessionsStore],
  templateUrl: './sessions-page.html',
  styleUrl: './sessions-page.css',
})
export class SessionsPage {
  protected readonly store = inject(SessionsStore);
  protected readonly now = toSignal(interval(1_000).pipe(map(() => Date.now())), { initialValue: Date.now() });
  protected readonly adding = signal(false);
  protected readonly question = signal<Question | null>(null);
  protected readonly newLine = form(signal({ name: '' }), (path) => {
    required(path.name);
    maxLength(path.name, 60);
  });
  protected readonly formShown = computed(() => this.adding() || this.store.sessions().length === 0);

  protected startAdding(): void {
    this.adding.set(true);
  }

  protected stopAdding(): void {
    this.adding.set(false);
    this.newLine().reset({ name: '' });
  }

  protected addLine(event: Event): void {
    event.preventDefault();
    const name = this.newLine.name().value().trim();
    if (!name || this.newLine().invalid()) return;
    this.store.add(name);
    this.stopAdding();
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
}
