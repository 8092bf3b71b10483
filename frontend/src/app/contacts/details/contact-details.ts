import {
  afterRenderEffect,
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import { catchError, combineLatest, EMPTY, filter, merge, startWith, switchMap, tap, throttleTime } from 'rxjs';
import type { MergedProblem } from '#contract/http';
import { AgentRunSection } from '../../agent-runs';
import { MergeSection } from '../../contact-merging';
import { toApiError } from '../../api';
import { formatPhoneNumber } from '../../i18n';
import { DeleteContactSection } from '../../contact-deletion';
import { contactName } from '../../contact-names';
import { KnownContacts, SavedField } from '../../known-contacts';
import { WhatsAppRealtimeService } from '../../realtime';
import { TeamSettings } from '../../team-settings';
import { Avatar, ErrorState, Icon, Skeleton } from '../../ui';
import { ContactConversations } from './contact-conversations';

/** While contacts are imported it is read anew at most once in so many milliseconds. */
const READ_EVERY = 2_000;

/** All that the team knows of a contact, changed in its place, and the way to their conversations. */
@Component({
  selector: 'app-contact-details',
  imports: [
    AgentRunSection,
    Avatar,
    ContactConversations,
    DeleteContactSection,
    ErrorState,
    Icon,
    MergeSection,
    RouterLink,
    SavedField,
    Skeleton,
    TranslocoDirective,
    TranslocoPipe,
  ],
  templateUrl: './contact-details.html',
  styleUrl: './contact-details.css',
  host: { role: 'region', 'aria-labelledby': 'contact-details-heading', '(keydown.escape)': 'closeByKey($event)' },
})
export class ContactDetails {
  readonly #contacts = inject(KnownContacts);
  readonly #router = inject(Router);
  protected readonly settings = inject(TeamSettings);

  /** From the address. */
  readonly contactId = input.required<string>();

  protected readonly contact = computed(() => this.#contacts.find(this.contactId()));
  protected readonly trouble = linkedSignal<string, 'failed' | 'gone' | 'deleted' | null>({
    source: this.contactId,
    computation: () => null,
  });
  protected readonly tries = signal(0);
  protected readonly name = computed(() => {
    const contact = this.contact();
    return contact ? contactName(contact) : '';
  });
  protected readonly number = computed(() => {
    const phoneNumber = this.contact()?.phoneNumber;
    return phoneNumber ? formatPhoneNumber(phoneNumber) : null;
  });
  protected readonly ownFields = computed(() =>
    this.settings.contactFields().map(({ id, name }) => ({ name, field: `own/${id}` as const })),
  );
  private readonly heading = viewChild<ElementRef<HTMLElement>>('heading');

  constructor() {
    const realtime = inject(WhatsAppRealtimeService);
    const imported$ = realtime
      .on('contacts_imported')
      .pipe(throttleTime(READ_EVERY, undefined, { leading: true, trailing: true }));
    combineLatest([
      toObservable(this.contactId),
      toObservable(this.tries),
      merge(realtime.startOver$, imported$).pipe(startWith(undefined)),
    ])
      .pipe(
        switchMap(([id]) => this.#read(id)),
        takeUntilDestroyed(),
      )
      .subscribe();
    realtime
      .on('contact_removed')
      .pipe(
        filter(({ contactId }) => contactId === this.contactId()),
        takeUntilDestroyed(),
      )
      .subscribe(({ mergedInto }) => {
        if (mergedInto === undefined) this.#leaveDeleted();
        else this.#goTo(mergedInto);
      });
    // Its texts come first; another contact is read out anew.
    afterRenderEffect(() => {
      this.contactId();
      this.heading()?.nativeElement.focus();
    });
  }

  /** Whoever gives up what was typed has Esc first. */
  protected closeByKey(event: Event): void {
    if (event.defaultPrevented) return;
    event.preventDefault();
    void this.#router.navigate(['/contacts'], { queryParamsHandling: 'preserve' });
  }

  /** What had the keyboard is gone with the contact: it goes on at the heading. */
  #leaveDeleted(): void {
    this.trouble.set('deleted');
    this.heading()?.nativeElement.focus();
  }

  /** Whoever had a contact open that is part of another now goes on there. */
  #goTo(id: string): void {
    void this.#router.navigate(['/contacts', id], { queryParamsHandling: 'preserve', replaceUrl: true });
  }

  #read(id: string) {
    if (this.trouble() === 'deleted') return EMPTY;
    this.trouble.set(null);
    const failed = () => {
      this.trouble.set('failed');
    };
    return this.#contacts.read(id, failed).pipe(
      tap(() => {
        this.trouble.set(null);
      }),
      catchError((error: unknown) => {
        const { mergedInto } = (toApiError(error).problem ?? {}) as Partial<MergedProblem>;
        if (mergedInto === undefined) this.trouble.set('gone');
        else this.#goTo(mergedInto);
        return EMPTY;
      }),
    );
  }
}
