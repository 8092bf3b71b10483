import { Component, computed, type ElementRef, inject, signal, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CannedReply } from '#contract/team-settings';
import { CannedReplies } from '../../canned-replies';
import { EnhancedErrorHandlerService } from '../../errors';
import { SignInStore } from '../../sign-in';
import { ConfirmDialog, EmptyState, ErrorState, Icon, Skeleton } from '../../ui';
import { CannedReplyEditor } from './canned-reply-editor';
import { matchingReplies } from './matching-replies';
import { RowActions } from '../row-actions';

/** So many are found by looking. */
const FEW = 6;

/** What the team answers often: everybody sees it, admins write, change and remove it. */
@Component({
  selector: 'app-canned-replies-section',
  imports: [CannedReplyEditor, ConfirmDialog, EmptyState, ErrorState, Icon, RowActions, Skeleton, TranslocoDirective],
  templateUrl: './canned-replies-section.html',
  styleUrls: ['../section.css', '../list.css', './canned-replies-section.css'],
})
export class CannedRepliesSection {
  readonly #errors = inject(EnhancedErrorHandlerService);
  protected readonly isAdmin = inject(SignInStore).isAdmin;
  protected readonly replies = inject(CannedReplies);
  /** What is being written, in an object of its own each time: null for a new one. */
  protected readonly edited = signal<{ reply: CannedReply | null } | null>(null);
  /** The one that may be removed. */
  protected readonly question = signal<CannedReply | null>(null);
  protected readonly search = signal('');
  protected readonly hasSearch = computed(() => this.replies.all().length > FEW);
  protected readonly shown = computed(() =>
    this.hasSearch() ? matchingReplies(this.replies.all(), this.search()) : this.replies.all(),
  );
  private readonly addButton = viewChild<ElementRef<HTMLElement>>('add');

  protected remove({ id }: CannedReply): void {
    this.question.set(null);
    this.replies.remove(id).subscribe({
      next: () => {
        this.addButton()?.nativeElement.focus();
      },
      error: (error: unknown) => {
        this.#errors.tellFailure(error);
      },
    });
  }
}
