import {
  afterRenderEffect,
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  output,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CannedReply } from '#contract/team-settings';
import { CannedReplies } from '../../../canned-replies';
import { MarkedText } from '../../../found-text';
import { SignInStore } from '../../../sign-in';
import { ActiveItem, stepOf } from '../../../ui';
import { filledIn } from './filled-in';
import { matchingReplies } from './matching-replies';

/**
 * The canned replies that fit what was typed behind a slash. The focus stays in the text: whoever has it gives the keys to
 * `takesKey`, and points at `activeId`.
 */
@Component({
  selector: 'app-canned-reply-list',
  imports: [MarkedText, RouterLink, TranslocoDirective],
  templateUrl: './canned-reply-list.html',
  styleUrl: './canned-reply-list.css',
})
export class CannedReplyList {
  protected readonly replies = inject(CannedReplies);
  readonly #signIn = inject(SignInStore);

  /** What stands behind the slash. */
  readonly typed = input.required<string>();
  /** Whom `{{nombre}}` stands for; empty where the name is not known. */
  readonly contactName = input.required<string>();
  /** The text that was chosen, its names filled in. */
  readonly chosen = output<string>();
  readonly dismissed = output();

  protected readonly isAdmin = this.#signIn.isAdmin;
  protected readonly matching = computed(() => matchingReplies(this.replies.all(), this.typed()));
  readonly #active = new ActiveItem<CannedReply>(this.matching, this.typed);
  /** The one that Enter chooses. */
  protected readonly active = this.#active.item;
  readonly #activeAt = computed(() =>
    Math.max(
      0,
      this.matching().findIndex((reply) => reply === this.active()),
    ),
  );
  private readonly list = viewChild<ElementRef<HTMLElement>>('list');

  /** The id of the one that Enter chooses; null where there is none. */
  readonly activeId = computed(() => (this.active() ? this.idOf(this.#activeAt()) : null));

  constructor() {
    afterRenderEffect(() => {
      this.list()?.nativeElement.children[this.#activeAt()]?.scrollIntoView({ block: 'nearest' });
    });
  }

  /** Whether a key was meant for this list. Where nothing fits, the text is as any other. */
  takesKey({ key, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
    if (shiftKey || altKey || ctrlKey || metaKey) return false;
    if (key === 'Escape') {
      this.dismissed.emit();
      return true;
    }
    // Whoever types faster than the list comes means what it will have.
    if (!this.replies.isKnown() && !this.replies.failed()) return key === 'Enter';
    const [active, step] = [this.active(), stepOf(key)];
    if (!active) return false;
    if (step !== undefined) {
      this.#active.go(step);
    } else if (key === 'Enter' || key === 'Tab') {
      this.choose(active);
    } else {
      return false;
    }
    return true;
  }

  /** Of whoever has gone into the list to scroll it. */
  protected takeKey(event: KeyboardEvent): void {
    if (event.key !== 'Tab' && this.takesKey(event)) event.preventDefault();
  }

  protected pointAt(reply: CannedReply): void {
    this.#active.pointAt(reply);
  }

  protected choose(reply: CannedReply): void {
    const agent = this.#signIn.user()?.name ?? '';
    this.chosen.emit(filledIn(reply.text, { contact: this.contactName(), agent }));
  }

  protected idOf(index: number): string {
    return `canned-reply-${index}`;
  }
}
