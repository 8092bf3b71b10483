import {
  afterRenderEffect,
  Component,
  computed,
  DestroyRef,
  type ElementRef,
  inject,
  linkedSignal,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router, RouterLink } from '@angular/router';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import type { ConversationResponse } from '#contract/conversations';
import { groupedNumber } from '#contract/phone-number-rules';
import { ApiClient } from '../../api';
import { Lines } from '../../lines';
import { PhoneNumberField } from '../../phone-numbers';
import { SignInStore } from '../../sign-in';
import { Icon, Spinner } from '../../ui';
import { ConversationListStore } from '../conversation-list/conversation-list-store';
import { refusalOf, type Refusal } from './refusals';

/** Begins a conversation with a number: which, and on which line. Shown for as long as it exists. */
@Component({
  selector: 'app-new-conversation-dialog',
  imports: [Icon, PhoneNumberField, RouterLink, Spinner, TranslocoDirective],
  templateUrl: './new-conversation-dialog.html',
  styleUrl: './new-conversation-dialog.css',
  providers: [provideTranslocoScope('chat', 'new-conversation')],
})
export class NewConversationDialog {
  readonly #api = inject(ApiClient);
  readonly #list = inject(ConversationListStore);
  readonly #router = inject(Router);
  readonly #destroyRef = inject(DestroyRef);
  protected readonly isAdmin = inject(SignInStore).isAdmin;
  protected readonly lines = inject(Lines).all;

  readonly closed = output();

  /** The line the list shows alone, else one that is connected. */
  protected readonly lineId = linkedSignal(() => {
    const [lines, shown] = [this.lines(), this.#list.view().session];
    const line = lines.find(({ id }) => id === shown) ?? lines.find(({ state }) => state === 'open') ?? lines[0];
    return line?.id ?? null;
  });
  readonly #line = computed(() => this.lines().find(({ id }) => id === this.lineId()));
  /** People of the line's own country need not type its code. */
  protected readonly neighbour = computed(() => this.#line()?.lastPhoneNumber ?? null);
  protected readonly asking = signal(false);
  protected readonly refusal = signal<Refusal | null>(null);
  private readonly dialog = viewChild<ElementRef<HTMLDialogElement>>('dialog');
  private readonly field = viewChild(PhoneNumberField);

  constructor() {
    // Its texts come first.
    afterRenderEffect(() => {
      const dialog = this.dialog()?.nativeElement;
      if (!dialog || dialog.open) return;
      dialog.showModal();
      // A dialog gives the focus to the first there is, which is the cross.
      this.field()?.focus();
    });
  }

  protected chooseLine(id: string): void {
    this.lineId.set(id);
    this.refusal.set(null);
  }

  protected begin(event: Event): void {
    event.preventDefault();
    const phoneNumber = this.field()?.demand();
    const line = this.#line();
    if (!phoneNumber || !line || this.asking()) return;
    this.refusal.set(null);
    this.asking.set(true);
    this.#api
      .post<ConversationResponse>('/conversations', { phoneNumber, sessionId: line.id })
      .pipe(takeUntilDestroyed(this.#destroyRef))
      .subscribe({
        next: ({ conversation }) => {
          this.#list.take(conversation);
          this.close();
          void this.#router.navigate(['/chat', conversation.id]);
        },
        error: (error: unknown) => {
          this.asking.set(false);
          this.refusal.set(refusalOf(error, { number: groupedNumber(phoneNumber), line: line.name }));
        },
      });
  }

  /** The browser gives the focus back to whatever had it before. */
  protected close(): void {
    this.dialog()?.nativeElement.close();
  }
}
