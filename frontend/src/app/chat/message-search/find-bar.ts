import {
  afterRenderEffect,
  Component,
  computed,
  effect,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  output,
  untracked,
  viewChild,
} from '@angular/core';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import { Formats } from '../../i18n';
import { Icon } from '../../ui';
import { MessageSearch } from './message-search';
import { MessageTargets } from './message-targets';

/** Searches within one conversation and goes from hit to hit, from the newest to the oldest. */
@Component({
  selector: 'app-find-bar',
  imports: [Icon, TranslocoDirective],
  templateUrl: './find-bar.html',
  styleUrl: './find-bar.css',
  providers: [provideTranslocoScope('message-search')],
  host: { role: 'search', '(keydown.escape)': 'close($event)' },
})
export class FindBar {
  readonly #targets = inject(MessageTargets);
  protected readonly formats = inject(Formats);
  protected readonly search = new MessageSearch();

  readonly conversationId = input.required<string>();
  readonly closed = output();

  protected readonly query = linkedSignal({ source: this.conversationId, computation: () => '' });
  /** Which of the hits is shown; another search begins with the newest. */
  protected readonly index = linkedSignal({ source: this.search.query, computation: () => 0 });
  protected readonly count = computed(() => this.search.messages().length);
  readonly #hit = computed(() => this.search.messages()[this.index()]);
  private readonly field = viewChild<ElementRef<HTMLInputElement>>('field');

  constructor() {
    effect(() => {
      const [query, conversationId] = [this.query(), this.conversationId()];
      untracked(() => {
        this.search.search({ query, conversationId });
      });
    });
    effect(() => {
      const hit = this.#hit();
      if (hit?.conversationId !== this.conversationId()) return;
      untracked(() => {
        this.#targets.want({ conversationId: hit.conversationId, messageId: hit.id });
      });
    });
    // Its texts come first.
    afterRenderEffect(() => {
      this.focus();
    });
  }

  focus(): void {
    this.field()?.nativeElement.focus();
    this.field()?.nativeElement.select();
  }

  /** Towards older messages with 1, towards newer ones with -1; beyond what is loaded it loads more. */
  protected step(by: 1 | -1): void {
    const next = this.index() + by;
    if (next < 0 || (next >= this.count() && !this.search.hasMore())) return;
    if (next >= this.count() - 1) this.search.loadMore();
    if (next < this.count()) this.index.set(next);
  }

  protected stepOnEnter(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    this.step(event.shiftKey ? -1 : 1);
  }

  /** Esc closes the search and nothing behind it. */
  protected close(event?: Event): void {
    event?.preventDefault();
    event?.stopPropagation();
    this.closed.emit();
  }
}
