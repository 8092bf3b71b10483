import { Component, type ElementRef, inject, signal, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Label, LabelInUse } from '#contract/team-settings';
import { EnhancedErrorHandlerService } from '../../errors';
import { Labels } from '../../labels';
import { SignInStore } from '../../sign-in';
import { ConfirmDialog, EmptyState, ErrorState, Icon, LabelChip, Skeleton } from '../../ui';
import { LabelEditor } from './label-editor';
import { RowActions } from '../row-actions';

/** The labels of the team: everybody sees them, admins make, change and remove them. */
@Component({
  selector: 'app-labels-section',
  imports: [
    ConfirmDialog,
    EmptyState,
    ErrorState,
    Icon,
    LabelChip,
    LabelEditor,
    RowActions,
    Skeleton,
    TranslocoDirective,
  ],
  templateUrl: './labels-section.html',
  styleUrls: ['../section.css', '../list.css'],
})
export class LabelsSection {
  readonly #errors = inject(EnhancedErrorHandlerService);
  protected readonly isAdmin = inject(SignInStore).isAdmin;
  protected readonly labels = inject(Labels);
  /** What is being written, in an object of its own each time: null for a new label. */
  protected readonly edited = signal<{ label: Label | null } | null>(null);
  /** The label that may be removed, once it is known where it stands. */
  protected readonly question = signal<LabelInUse | null>(null);
  private readonly addButton = viewChild<ElementRef<HTMLElement>>('add');

  protected ask({ id }: Label): void {
    this.labels.inUse(id).subscribe({
      next: (use) => {
        this.question.set(use);
      },
      error: (error: unknown) => {
        this.#errors.tellFailure(error);
      },
    });
  }

  protected remove({ label }: LabelInUse): void {
    this.question.set(null);
    this.labels.remove(label.id).subscribe({
      next: () => {
        this.addButton()?.nativeElement.focus();
      },
      error: (error: unknown) => {
        this.#errors.tellFailure(error);
      },
    });
  }
}
