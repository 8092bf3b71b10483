import {
  afterNextRender,
  afterRenderEffect,
  Component,
  computed,
  DestroyRef,
  DOCUMENT,
  effect,
  ElementRef,
  inject,
  Injector,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { MAX_TEXT_LENGTH } from '#contract/text-lengths';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { Formats } from '../../i18n';
import { WhatsAppRealtimeService } from '../../realtime';
import type { UnsentFile } from '../../offline';
import { MergedConversations } from '../removed/merged-conversations';
import { QuotedMessage } from '../message-contents/quoted-message';
import type { Written } from '../sending';
import { LateParts } from '../../screens';
import { ConfirmDialog, Icon } from '../../ui';
import { UnsavedChanges } from '../../unsaved-changes';
import { EmojiPicker } from '../emojis/emoji-picker';
import { VoiceNote } from '../voice-notes/voice-note';
import { emojiPickerCode } from '../emojis/emoji-picker-code';
import { voiceNoteCode } from '../voice-notes/voice-note-code';
import { AttachMenu, type Attachable } from './attach-menu';
import { AttachedFiles } from './attached-files';
import { CannedReplyList } from './canned-replies/canned-reply-list';
import { SlashWatch } from './canned-replies/slash-watch';
import { chosenFiles, type RefusedFile } from './chosen-files';
import { Drafts } from './drafts';
import { insertText } from './insert-text';
import { quotedOf, ReplyTargets } from './reply-targets';
import { TypingReporter } from './typing-reporter';
import { writtenParts } from './written-parts';

/** For the text below a file. */
const MAX_CAPTION_LENGTH = 1_024;
/** From here on the characters that are left are shown. */
const COUNTED = 1_000;

/** Where a person writes. Enter sends, Shift Enter breaks the line, and a draft waits for each conversation. */
@Component({
  selector: 'app-composer',
  imports: [
    AttachMenu,
    AttachedFiles,
    CannedReplyList,
    ConfirmDialog,
    EmojiPicker,
    Icon,
    QuotedMessage,
    TranslocoDirective,
    VoiceNote,
  ],
  templateUrl: './composer.html',
  styleUrl: './composer.css',
  host: {
    '[class.note]': 'isNote()',
    '[class.dragged-over]': 'isDraggedOver()',
    '(dragover)': 'dragOver($event)',
    '(dragleave)': 'isDraggedOver.set(false)',
    '(drop)': 'drop($event)',
    '(focusout)': 'forgetSlash($event)',
  },
})
export class Composer {
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #drafts = inject(Drafts);
  readonly #parts = inject(LateParts);
  readonly #injector = inject(Injector);
  readonly #realtime = inject(WhatsAppRealtimeService);
  readonly #merged = inject(MergedConversations);
  protected readonly unsaved = inject(UnsavedChanges);
  protected readonly formats = inject(Formats);

  readonly conversationId = input.required<string>();
  /** Where what was begun belongs: at once, where the conversation has become part of another. */
  readonly #id = computed(() => this.#merged.present(this.conversationId()));
  /** Who is to see that somebody is writing; null while not known. */
  readonly contactId = input<string | null>(null);
  /** Whom a canned reply greets; empty where the name is not known. */
  readonly contactName = input('');
  /** How it leaves, which says how long a text may be. */
  readonly lineKind = input<WhatsAppSession['kind']>('whatsapp-web');
  /** Why nothing can be sent, as a translation key; null when it can. */
  readonly blocked = input<string | null>(null);
  /** What is to be sent, as written, without space around it. */
  readonly sent = output<Written>();
  /** Something is to be made ready in a dialog. */
  readonly attachAsked = output<Attachable>();

  protected readonly maxLength = computed(() => {
    if (this.hasFiles()) return MAX_CAPTION_LENGTH;
    return MAX_TEXT_LENGTH[this.isNote() ? 'whatsapp-web' : this.lineKind()];
  });
  protected readonly text = linkedSignal(() => this.#drafts.read(this.#draftKey(this.isNote())));
  protected readonly counted = COUNTED;
  /** How many characters are left; below 0 the text is too long, and stays for the person to shorten it. */
  protected readonly room = computed(() => this.maxLength() - this.text().trim().length);
  protected readonly canSend = computed(
    () => this.isWritable() && (this.text().trim() !== '' || this.hasFiles()) && this.room() >= 0,
  );
  /** Notes can be written where nothing can be sent. */
  protected readonly canOnlyNote = computed(() => this.blocked() !== null && this.blocked() !== 'loading');
  protected readonly isWritable = computed(() => this.blocked() === null || (this.canOnlyNote() && this.isNote()));
  /**
   * Whether what is written stays within the team. A note that was begun is a draft of its own, so that it never stands where
   * messages are written: not after a reload, in another tab, or when somebody comes back to the conversation.
   */
  protected readonly isNote = linkedSignal<{ id: string; hasNoteOnly: boolean }, boolean>({
    source: () => ({
      id: this.#id(),
      hasNoteOnly: this.#drafts.read(this.#draftKey(true)) !== '' && this.#drafts.read(this.#draftKey(false)) === '',
    }),
    computation: ({ id, hasNoteOnly }, before) =>
      hasNoteOnly || (!!before && this.#merged.present(before.source.id) === id && before.value),
  });
  protected readonly files = linkedSignal({
    source: this.#id,
    computation: this.#merged.goesAlong<readonly UnsentFile[]>([]),
  });
  /** Files that were chosen and that WhatsApp does not take over this line. */
  protected readonly refusedFiles = linkedSignal({
    source: this.#id,
    computation: this.#merged.goesAlong<readonly RefusedFile[]>([]),
  });
  /** A note takes none along: they stay for the next message. */
  protected readonly hasFiles = computed(() => !this.isNote() && this.files().length > 0);
  protected readonly isDraggedOver = signal(false);
  protected readonly quoted = computed(() => {
    const message = this.#replies.of(this.#id());
    return message && quotedOf(message);
  });
  readonly #replies = inject(ReplyTargets);
  protected readonly textarea = viewChild<ElementRef<HTMLTextAreaElement>>('textarea');
  /** Whether there is nothing to send yet, so that something may be said instead. */
  protected readonly canRecord = computed(
    () => this.blocked() === null && !this.isNote() && !this.hasFiles() && this.text().trim() === '',
  );
  /** What was recorded is gone where another conversation is opened before it was sent, or its line is removed. */
  protected readonly isRecording = linkedSignal<{ id: string; isOpen: boolean }, boolean>({
    source: () => ({ id: this.#id(), isOpen: this.blocked() === null || this.blocked() === 'loading' }),
    computation: ({ id, isOpen }, before) =>
      isOpen && !!before && this.#merged.present(before.source.id) === id && before.value,
  });
  /** Whether emojis are shown to pick from. */
  protected readonly isPickingEmoji = signal(false);
  protected readonly slash = new SlashWatch();
  /** By its name in the template: its code is fetched later. */
  protected readonly cannedReplies = viewChild<CannedReplyList>('cannedReplies');
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
    this.unsaved.watch(() => this.hasFiles());
    afterRenderEffect(() => {
      this.text();
      this.#grow();
    });
    effect(() => {
      this.conversationId();
      this.#typing.stop();
      untracked(() => {
        this.slash.forget();
      });
    });
    inject(DestroyRef).onDestroy(() => {
      this.#typing.stop();
    });
    this.#keepFocusWhenClosed();
  }

  /** Where nothing can be written, on what can be done instead. */
  focus(): void {
    const target = this.textarea()?.nativeElement ?? this.#element.querySelector<HTMLElement>('.blocked button');
    target?.focus();
  }

  protected write(text: string): void {
    this.text.set(text);
    this.#drafts.write(this.#draftKey(this.isNote()), text);
    if (text.trim() === '' || this.isNote()) {
      this.#typing.stop();
    } else {
      this.#typing.typed();
    }
  }

  /** While an input method is choosing a character, the keys belong to it. */
  protected takeKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (this.slash.word() && this.cannedReplies()?.takesKey(event)) {
      event.preventDefault();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === 'Escape' && this.#leaveOne()) {
      event.preventDefault();
    }
  }

  /** What Esc takes back before it leaves the conversation: an answer, or a note that is not begun. */
  #leaveOne(): boolean {
    if (this.quoted()) this.stopAnswering();
    else if (this.isNote() && this.text().trim() === '') this.writeNote(false);
    else return false;
    return true;
  }

  protected lookForSlash({ value, selectionStart }: HTMLTextAreaElement): void {
    this.slash.look(value, selectionStart);
  }

  protected forgetSlash({ relatedTarget }: FocusEvent): void {
    const isWithin = relatedTarget instanceof Node && this.#element.contains(relatedTarget);
    if (!isWithin) this.slash.forget();
  }

  protected async pickEmoji(): Promise<void> {
    if (await this.#parts.need(emojiPickerCode)) this.isPickingEmoji.set(true);
  }

  protected async record(): Promise<void> {
    const conversationId = this.conversationId();
    const code = await this.#parts.need(voiceNoteCode);
    // The code may take its time, and the person may have gone on meanwhile.
    if (code && conversationId === this.conversationId() && this.canRecord()) this.isRecording.set(true);
  }

  protected sendRecording(file: UnsentFile): void {
    const quoted = this.quoted();
    this.sent.emit({ text: '', file, ...(quoted && { quoted }) });
    this.#replies.forget(this.#id());
    this.stopRecording();
  }

  protected stopRecording(): void {
    this.isRecording.set(false);
    this.#focusOnceShown();
  }

  protected putInEmoji(emoji: string): void {
    const { selectionStart: from = 0, selectionEnd: to = 0 } = this.textarea()?.nativeElement ?? {};
    this.putIn(emoji, { from, to });
  }

  /** In place of what stands there; the caret comes to stand behind it. */
  protected putIn(text: string, { from, to }: { from: number; to: number }): void {
    const textarea = this.textarea()?.nativeElement;
    if (!textarea) return;
    textarea.focus();
    insertText(textarea, text, { from, to });
    this.write(textarea.value);
    this.slash.forget();
  }

  protected send(): void {
    if (this.canSend()) {
      const text = this.text().trim();
      const quoted = this.quoted() ?? undefined;
      const written = this.isNote() ? [{ text, isNote: true }] : writtenParts(text, this.files(), quoted);
      this.#empty();
      for (const each of written) this.sent.emit(each);
    }
    this.focus();
  }

  protected attach(list: FileList | null | undefined): void {
    const { files, refused } = chosenFiles([...(list ?? [])], this.lineKind());
    this.files.update((held) => [...held, ...files]);
    this.refusedFiles.set(refused);
    if (files.length > 0) this.isNote.set(false);
    this.focus();
  }

  protected takeOut(file: UnsentFile): void {
    this.files.update((files) => files.filter((held) => held !== file));
    this.focus();
  }

  /** Files and pictures; a text is pasted by the browser itself. */
  protected paste(event: ClipboardEvent): void {
    if (this.blocked() !== null || !event.clipboardData?.files.length) return;
    event.preventDefault();
    this.attach(event.clipboardData.files);
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.isDraggedOver.set(false);
    if (this.blocked() === null) this.attach(event.dataTransfer?.files);
  }

  protected dragOver(event: DragEvent): void {
    event.preventDefault();
    this.isDraggedOver.set(true);
  }

  /** What stands there goes along, unless something was begun there already. */
  protected writeNote(isNote: boolean): void {
    const [text, from, to] = [this.text(), this.#draftKey(!isNote), this.#draftKey(isNote)];
    if (isNote !== this.isNote() && text.trim() !== '' && this.#drafts.read(to) === '') {
      this.#drafts.write(to, text);
      this.#drafts.write(from, '');
    }
    this.isNote.set(isNote);
    if (isNote) {
      this.#replies.forget(this.#id());
      this.#typing.stop();
    }
    this.#focusOnceShown();
  }

  protected stopAnswering(): void {
    this.#replies.forget(this.#id());
    this.focus();
  }

  /** Where writing ends under somebody's hands, as with the window of 24 hours, the keyboard goes on at what can be done. */
  #keepFocusWhenClosed(): void {
    const page = inject(DOCUMENT);
    let wasWritable = false;
    afterRenderEffect(() => {
      const isWritable = this.isWritable();
      if (wasWritable && !isWritable && page.activeElement === page.body) this.focus();
      wasWritable = isWritable;
    });
  }

  #focusOnceShown(): void {
    afterNextRender(
      () => {
        this.focus();
      },
      { injector: this.#injector },
    );
  }

  #draftKey(isNote: boolean): string {
    return isNote ? `${this.#id()}/note` : this.#id();
  }

  /** At once, because the next letter may come before the view is brought up to date. */
  #empty(): void {
    const textarea = this.textarea()?.nativeElement;
    if (textarea) textarea.value = '';
    this.text.set('');
    this.slash.forget();
    if (!this.isNote()) {
      this.files.set([]);
      this.refusedFiles.set([]);
    }
    this.#replies.forget(this.#id());
    this.#drafts.write(this.#draftKey(this.isNote()), '');
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
