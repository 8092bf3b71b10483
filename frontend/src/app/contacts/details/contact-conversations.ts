import { Component, inject, input, linkedSignal, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import { catchError, combineLatest, EMPTY, filter, merge, startWith, switchMap, tap, throttleTime } from 'rxjs';
import type { ConversationOfContact } from '#contract/contacts';
import { Formats } from '../../i18n';
import { Labels } from '../../labels';
import { Lines } from '../../lines';
import { WhatsAppRealtimeService } from '../../realtime';
import { Badge, LabelChip } from '../../ui';
import { ContactsApi } from '../list/contacts-api';

/** While contacts are imported they are read anew at most once in so many milliseconds. */
const READ_EVERY = 2_000;

/** The conversations with a contact, one on each line, live; each leads into the chat. */
@Component({
  selector: 'app-contact-conversations',
  imports: [Badge, LabelChip, RouterLink, TranslocoDirective, TranslocoPipe],
  template: `
    <ng-container *transloco="let t; prefix: 'contacts.details'">
      @if (failed()) {
        <p role="alert">
          {{ t('conversationsFailed') }}
          <button type="button" class="button" (click)="tries.set(tries() + 1)">{{ 'ui.retry' | transloco }}</button>
        </p>
      } @else if (conversations(); as all) {
        <ul>
          @for (conversation of all; track conversation.id) {
            <li>
              <a [routerLink]="['/chat', conversation.id]">
                <span class="line">{{ lineOf(conversation) ?? t('lineRemoved') }}</span>
                <app-badge [tone]="conversation.status === 'open' ? 'success' : 'neutral'">
                  {{ t(conversation.status) }}
                </app-badge>
                <time [attr.datetime]="conversation.updatedAt">{{ formats.dateTime(conversation.updatedAt) }}</time>
                @for (label of labels.named(conversation.labels); track label.id) {
                  <app-label-chip [label]="label" />
                }
              </a>
            </li>
          } @empty {
            <li class="none">
              {{ t('none') }}
              @for (label of labels.named(kept()); track label.id) {
                <app-label-chip [label]="label" />
              }
            </li>
          }
        </ul>
      }
    </ng-container>
  `,
  styles: `
    ul {
      display: grid;
      gap: var(--space-1);
      margin: 0 calc(-1 * var(--space-2));
    }
    a,
    .none {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-1) var(--space-2);
      align-items: center;
      padding: var(--space-2);
      border-radius: var(--radius-control);
      color: inherit;
      text-decoration: none;
    }
    a:hover {
      background: var(--color-hover);
    }
    .line {
      flex: 1;
      min-width: 0;
      overflow-wrap: anywhere;
      font-weight: 550;
    }
    .none,
    time {
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
    time {
      flex-basis: 100%;
    }
  `,
})
export class ContactConversations {
  readonly #api = inject(ContactsApi);
  readonly #lines = inject(Lines);
  protected readonly formats = inject(Formats);
  protected readonly labels = inject(Labels);

  readonly contactId = input.required<string>();

  /** Null until they were read: those of the contact before lead to somebody else. */
  protected readonly conversations = linkedSignal<string, readonly ConversationOfContact[] | null>({
    source: this.contactId,
    computation: () => null,
  });
  /** Labels that somebody without a conversation keeps for the first. */
  protected readonly kept = signal<readonly string[]>([]);
  protected readonly failed = linkedSignal({ source: this.contactId, computation: () => false });
  protected readonly tries = signal(0);

  constructor() {
    const realtime = inject(WhatsAppRealtimeService);
    const news$ = merge(realtime.on('conversation_updated'), realtime.on('new_message')).pipe(
      filter(({ contactId }) => contactId === this.contactId()),
    );
    const merged$ = realtime.on('contact_removed').pipe(filter(({ mergedInto }) => mergedInto === this.contactId()));
    const imported$ = realtime
      .on('contacts_imported')
      .pipe(throttleTime(READ_EVERY, undefined, { leading: true, trailing: true }));
    combineLatest([
      toObservable(this.contactId),
      toObservable(this.tries),
      merge(news$, merged$, imported$, realtime.startOver$).pipe(startWith(undefined)),
    ])
      .pipe(
        switchMap(([id]) =>
          this.#api.one(id).pipe(
            tap(({ conversations, labels }) => {
              this.failed.set(false);
              this.kept.set(labels);
              this.conversations.set(conversations);
            }),
            catchError(() => {
              this.failed.set(true);
              return EMPTY;
            }),
          ),
        ),
        takeUntilDestroyed(),
      )
      .subscribe();
  }

  /** Undefined for a line that is not there any more, or not known yet. */
  protected lineOf({ sessionId }: ConversationOfContact): string | undefined {
    return this.#lines.find(sessionId)?.name;
  }
}
