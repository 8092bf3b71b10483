import { Clipboard } from '@angular/cdk/clipboard';
import {
  afterRenderEffect,
  Component,
  computed,
  DOCUMENT,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { provideTranslocoScope, TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import { catchError, combineLatest, EMPTY, startWith, switchMap, tap } from 'rxjs';
import type { Conversation } from '#contract/conversations';
import { AgentRunSection } from '../../agent-runs';
import { DeleteContactSection } from '../../contact-deletion';
import { fetchPhoneNumberGroups, formatPhoneNumber } from '../../i18n';
import { MergeSection } from '../../contact-merging';
import { contactName } from '../../contact-names';
import { KnownContacts, SavedField } from '../../known-contacts';
import { ConversationViewers } from '../../presence';
import { WhatsAppRealtimeService } from '../../realtime';
import { onShortcut } from '../../shortcuts';
import { TeamSettings } from '../../team-settings';
import { Avatar, Icon, Skeleton } from '../../ui';
import { LabelPicker } from '../conversation-labels/label-picker';
import { ContactFiles } from './contact-files';
import { GroupMembers } from './group-members';
import { OtherConversations } from './other-conversations';
import type { PanelForm } from './panel-place';

/** Who the open conversation is with: what the team knows of them, their other conversations, and what was sent to and fro. */
@Component({
  selector: 'app-contact-panel',
  imports: [
    AgentRunSection,
    Avatar,
    ContactFiles,
    ConversationViewers,
    DeleteContactSection,
    GroupMembers,
    Icon,
    LabelPicker,
    MergeSection,
    OtherConversations,
    SavedField,
    Skeleton,
    TranslocoDirective,
    TranslocoPipe,
  ],
  templateUrl: './contact-panel.html',
  styleUrl: './contact-panel.css',
  // What it shows of messages and labels speaks as the chat does.
  providers: [provideTranslocoScope('contact-panel', 'agent-runs', 'contact-merging', 'chat', 'conversation')],
  host: {
    role: 'region',
    'aria-labelledby': 'contact-panel-heading',
    '[class.passing]': 'isPassing()',
    '(keydown.escape)': 'closeByKey($event)',
  },
})
export class ContactPanel {
  readonly #contacts = inject(KnownContacts);
  readonly #clipboard = inject(Clipboard);
  readonly #document = inject(DOCUMENT);
  protected readonly settings = inject(TeamSettings);

  readonly conversation = input.required<Conversation>();
  readonly form = input.required<PanelForm>();
  /** The ids of all labels the conversation is to have from now on. */
  readonly labelled = output<string[]>();
  readonly closed = output();

  /** Whether it takes the place of something, which Esc brings back from wherever the keyboard is. */
  protected readonly isPassing = computed(() => this.form() !== 'beside');
  protected readonly contactId = computed(() => this.conversation().contactId);
  protected readonly isGroup = computed(() => this.conversation().contact.kind === 'group');
  protected readonly contact = computed(() => this.#contacts.find(this.contactId()));
  /** `failed`: it is asked for again all the same · `gone`: there is no such contact any more. */
  protected readonly trouble = signal<'failed' | 'gone' | null>(null);
  readonly #tries = signal(0);
  protected readonly name = computed(() => contactName(this.conversation().contact));
  protected readonly number = computed(() => {
    const { phoneNumber } = this.conversation().contact;
    return phoneNumber === null ? null : formatPhoneNumber(phoneNumber);
  });
  protected readonly ownFields = computed(() =>
    this.settings.contactFields().map(({ id, name }) => ({ name, field: `own/${id}` as const })),
  );
  protected readonly isCopied = linkedSignal({ source: this.contactId, computation: () => false });
  private readonly heading = viewChild<ElementRef<HTMLElement>>('heading');

  constructor() {
    void fetchPhoneNumberGroups();
    const startedOver$ = inject(WhatsAppRealtimeService).startOver$.pipe(startWith(undefined));
    combineLatest([toObservable(this.contactId), toObservable(this.#tries), startedOver$])
      .pipe(
        switchMap(([id]) => this.#read(id)),
        takeUntilDestroyed(),
      )
      .subscribe();
    onShortcut('back', (event) => {
      if (this.isPassing()) this.closeByKey(event);
    });
    // Its texts come first.
    afterRenderEffect(() => {
      if (this.form() === 'page') this.heading()?.nativeElement.focus();
    });
  }

  protected tryAgain(): void {
    this.#tries.update((tries) => tries + 1);
  }

  protected copyNumber(): void {
    const { phoneNumber } = this.conversation().contact;
    this.isCopied.set(this.#clipboard.copy(`+${phoneNumber ?? ''}`));
  }

  /** What lies on top of it, and whoever gives up what was typed, has Esc first. */
  protected closeByKey(event: Event): void {
    if (event.defaultPrevented || this.#document.querySelector('dialog:modal, :popover-open')) return;
    event.preventDefault();
    this.closed.emit();
  }

  #read(contactId: string) {
    this.trouble.set(null);
    const failed = () => {
      this.trouble.set('failed');
    };
    return this.#contacts.read(contactId, failed).pipe(
      tap(() => {
        this.trouble.set(null);
      }),
      catchError(() => {
        this.trouble.set('gone');
        return EMPTY;
      }),
    );
  }
}
