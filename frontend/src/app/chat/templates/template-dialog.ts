import {
  afterRenderEffect,
  Component,
  computed,
  type ElementRef,
  inject,
  Injector,
  input,
  type OnInit,
  output,
  runInInjectionContext,
  signal,
  viewChild,
} from '@angular/core';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import type { MessageTemplate, MessageTemplateList } from '#contract/message-templates';
import { ApiClient, toApiError } from '../../api';
import { Followed } from '../../followed';
import { Formats, Language } from '../../i18n';
import { languageName, templatesMatching } from '../../message-templates';
import { Dialog, EmptyState, ErrorState, hasKeyboard, Icon, Skeleton, stepOf } from '../../ui';
import { UnsavedChanges } from '../../unsaved-changes';
import type { Written } from '../sending';
import { TemplateForm } from './template-form';

/** Chooses one of a line's templates that Meta has approved, and fills it in. Shown for as long as it exists. */
@Component({
  selector: 'app-template-dialog',
  imports: [Dialog, EmptyState, ErrorState, Icon, Skeleton, TemplateForm, TranslocoDirective],
  templateUrl: './template-dialog.html',
  styleUrl: './template-dialog.css',
  providers: [provideTranslocoScope('chat', 'conversation', 'templates')],
})
export class TemplateDialog implements OnInit {
  readonly #injector = inject(Injector);
  readonly #api = inject(ApiClient);
  readonly #language = inject(Language);
  protected readonly formats = inject(Formats);

  readonly sessionId = input.required<string>();
  /** Whom it is for; empty where the name is not known. */
  readonly contactName = input('');
  readonly made = output<Written>();
  readonly closed = output();

  readonly #list = signal<Followed<MessageTemplateList> | null>(null);
  protected readonly list = computed(() => this.#list()?.value());
  protected readonly failed = computed(() => this.#list()?.failed() === true);
  protected readonly query = signal('');
  readonly #usable = computed(
    () => this.list()?.items.filter(({ status, sendable }) => status === 'approved' && sendable) ?? [],
  );
  protected readonly usableCount = computed(() => this.#usable().length);
  /** Those that Meta has not approved, or that cannot be filled in here. */
  protected readonly othersCount = computed(() => (this.list()?.items.length ?? 0) - this.#usable().length);
  protected readonly matching = computed(() => templatesMatching(this.#usable(), this.query()));
  protected readonly chosen = signal<MessageTemplate | null>(null);
  protected readonly holdsWork = signal(false);
  protected readonly syncing = signal(false);
  /** Why Meta was asked in vain, as a translation key. */
  protected readonly refusal = signal<'refused' | 'unanswered' | null>(null);
  private readonly dialog = viewChild(Dialog);
  private readonly search = viewChild<ElementRef<HTMLElement>>('search');

  constructor() {
    inject(UnsavedChanges).watch(() => this.holdsWork());
    afterRenderEffect(() => {
      const search = this.search()?.nativeElement;
      // Behind the dialog, which takes the focus when it opens.
      if (search && hasKeyboard()) {
        queueMicrotask(() => {
          search.focus();
        });
      }
    });
  }

  ngOnInit(): void {
    const path = `/whatsapp/sessions/${encodeURIComponent(this.sessionId())}/templates`;
    const rules = { key: `templates/${this.sessionId()}`, path, kind: 'messageTemplates' };
    this.#list.set(runInInjectionContext(this.#injector, () => new Followed<MessageTemplateList>(rules)));
  }

  protected renew(): void {
    this.#list()?.renew();
  }

  /** Meta is asked for its list. */
  protected sync(): void {
    const list = this.#list();
    if (!list || this.syncing()) return;
    this.syncing.set(true);
    this.refusal.set(null);
    const path = `/whatsapp/sessions/${encodeURIComponent(this.sessionId())}/templates/sync`;
    list.whileChanging(this.#api.post<MessageTemplateList>(path)).subscribe({
      next: (synced) => {
        list.put(synced);
        this.syncing.set(false);
      },
      error: (error: unknown) => {
        this.refusal.set(toApiError(error).type === 'conflict' ? 'refused' : 'unanswered');
        this.syncing.set(false);
      },
    });
  }

  protected choose(template: MessageTemplate | null): void {
    this.chosen.set(template);
    this.holdsWork.set(false);
  }

  protected leaveTemplate(): void {
    this.dialog()?.leave(() => {
      this.choose(null);
    });
  }

  protected send(written: Written): void {
    this.made.emit(written);
    this.dialog()?.close();
  }

  protected languageOf({ language }: MessageTemplate): string {
    return languageName(language, this.#language.code());
  }

  /** With the arrows from one to the next, and from the search into the list. */
  protected moveFocus(event: Event, list: HTMLElement): void {
    const step = stepOf((event as KeyboardEvent).key);
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...list.querySelectorAll<HTMLElement>('.template')];
    buttons[buttons.findIndex((button) => button.matches(':focus')) + step]?.focus();
  }
}
