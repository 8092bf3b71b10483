import {
  afterRenderEffect,
  Component,
  computed,
  DestroyRef,
  effect,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  output,
  viewChild,
} from '@angular/core';
import { LucideNotebookPen, LucideSendHorizontal, LucideX } from '@lucide/angular';
import { TranslocoDirective } from '@jsverse/transloco';
import { Formats } from '../../i18n';
import { WhatsAppRealtimeService } from '../../realtime';
import { QuotedMessage } from '../message-contents/quoted-message';
import type { Written } from '../sending';
import { Drafts } from './drafts';
import { quotedOf, ReplyTargets } from './reply-targets';
import { TypingReporter } from './typing-reporter';

/** WhatsApp's own limit for a text; the contract's `MAX_TEXT_LENGTH`, without its schemas. */
const MAX_TEXT_LENGTH = 65_536;
/** From here on the characters that are left are shown. */
const COUNTED = 1_000;

/** Where a person writes. Enter sends, Shift Enter breaks the line, and a draft waits for each conversation. */
@Component({
  selector: 'app-composer',
  imports: [LucideNotebookPen, LucideSendHorizontal, LucideX, QuotedMessage, TranslocoDirective],
  templateUrl: './composer.html',
  styleUrl: './composer.css',
  host: {
    '[class.note]': 'isNote()',
  },
})
export class Composer {
  readonly #drafts = inject(Drafts);
  readonly #realtime = inject(WhatsAppRealtimeService);
  protected readonly formats = inject(Formats);

  readonly conversationId = input.required<string>();
  /** Who is to see that somebody is writing; null while not known. */
  readonly contactId = input<string | null>(null);
  /** Why nothing can be sent, as a translation key; null when it can. */
  readonly blocked = input<string | null>(null);
  /** What is to be sent, as written, without space around it. */
  readonly sent = output<Written>();

  protected readonly maxLength = MAX_TEXT_LENGTH;
  protected readonly text = linkedSignal(() => this.#drafts.read(this.conversationId()));
  protected readonly counted = COUNTED;
  /** How many characters are left; below 0 the text is too long, and stays for the person to shorten it. */
  protected readonly room = computed(() => MAX_TEXT_LENGTH - this.text().trim().length);
  protected readonly canSend = computed(() => this.isWritable() && this.text().trim() !== '' && this.room() >= 0);
  /** Notes can be written where nothing can be sent any more. */
  protected readonly isWritable = computed(
    () => this.blocked() === null || (this.blocked() === 'removed' && this.isNote()),
  );
  /** Whether what is written stays within the team. */
  protected readonly isNote = linkedSignal({ source: this.conversationId, computation: () => false });
  protected readonly quoted = computed(() => {
    const message = this.#replies.of(this.conversationId());
    return message && quotedOf(message);
  });
  readonly #replies = inject(ReplyTargets);
  protected readonly textarea = viewChild<ElementRef<HTMLTextAreaElement>>('textarea');
  readonly #typing = new TypingReporter(
    () => {
      this.#tellStart();
    },
    () => {
      this.#tellStop();
    },
  );
  #stopTyping: (() => void) | null = null;

  constructor() {
    afterRenderEffect(() => {
      this.text();
      this.#grow();
    });
    effect(() => {
      this.conversationId();
      this.#typing.stop();
    });
    inject(DestroyRef).onDestroy(() => {
      this.#typing.stop();
    });
  }

  focus(): void {
    this.textarea()?.nativeElement.focus();
  }

  protected write(text: string): void {
    this.text.set(text);
    this.#drafts.write(this.conversationId(), text);
    if (text.trim() === '' || this.isNote()) {
      this.#typing.stop();
    } else {
      this.#typing.typed();
    }
  }

  /** While an input method is choosing a character, Enter belongs to it. */
  protected sendOnEnter(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) {
      return;
    }
    event.preventDefault();
    this.send();
  }

  protected send(): void {
    if (this.canSend()) {
      const written = this.#written(this.text().trim());
      this.#empty();
      this.sent.emit(written);
    }
    this.focus();
  }

  #written(text: string): Written {
    if (this.isNote()) return { text, isNote: true };
    const quoted = this.quoted();
    return { text, ...(quoted && { quoted }) };
  }

  protected writeNote(isNote: boolean): void {
    this.isNote.set(isNote);
    if (isNote) {
      this.stopAnswering();
      this.#typing.stop();
    }
    this.focus();
  }

  protected stopAnswering(): void {
    this.#replies.forget(this.conversationId());
    this.focus();
  }

  /** At once, because the next letter may come before the view is brought up to date. */
  #empty(): void {
    const textarea = this.textarea()?.nativeElement;
    if (textarea) {
      textarea.value = '';
    }
    this.text.set('');
    this.#replies.forget(this.conversationId());
    this.#drafts.write(this.conversationId(), '');
    this.#typing.stop();
  }

  #tellStart(): void {
    const [contactId, conversationId] = [this.contactId(), this.conversationId()];
    if (contactId !== null) {
      this.#realtime.startTyping(contactId, conversationId);
      this.#stopTyping = () => {
        this.#realtime.stopTyping(contactId, conversationId);
      };
    }
  }

  /** Tells those who were told of the start, even after another conversation was opened. */
  #tellStop(): void {
    this.#stopTyping?.();
    this.#stopTyping = null;
  }

  /** As high as its text, up to the limit the style sets. */
  #grow(): void {
    const style = this.textarea()?.nativeElement.style;
    if (style) {
      style.height = 'auto';
      style.height = `${this.textarea()?.nativeElement.scrollHeight ?? 0}px`;
    }
  }
}
