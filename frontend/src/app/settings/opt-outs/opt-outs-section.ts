import { Component, type ElementRef, inject, signal, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { OptOut } from '#contract/bulk-campaigns';
import { EnhancedErrorHandlerService } from '../../errors';
import { formatPhoneNumber, Formats } from '../../i18n';
import { ConfirmDialog, EmptyState, ErrorState, Icon, Skeleton } from '../../ui';
import { AddOptOutDialog } from './add-opt-out-dialog';
import { OptOuts } from './opt-outs';
import { RulesForm } from './rules-form';

/** Who asked for no more bulk messages, and which words say so. For admins. */
@Component({
  selector: 'app-opt-outs-section',
  imports: [AddOptOutDialog, ConfirmDialog, EmptyState, ErrorState, Icon, RulesForm, Skeleton, TranslocoDirective],
  providers: [OptOuts],
  templateUrl: './opt-outs-section.html',
  styleUrls: ['../section.css', '../list.css'],
  styles: `
    .note {
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
    .button:not(.button-icon) {
      justify-self: start;
    }
  `,
})
export class OptOutsSection {
  readonly #errors = inject(EnhancedErrorHandlerService);
  protected readonly optOuts = inject(OptOuts);
  protected readonly formats = inject(Formats);

  protected readonly adding = signal(false);
  protected readonly question = signal<OptOut | null>(null);
  private readonly addButton = viewChild<ElementRef<HTMLElement>>('add');

  protected numberOf(digits: string): string {
    return formatPhoneNumber(digits);
  }

  /** Nobody can read any more who it was. */
  protected isDeleted({ phoneNumber, contactId }: OptOut): boolean {
    return phoneNumber === null && contactId === null;
  }

  protected nameOf({ name, phoneNumber }: OptOut): string {
    return name ?? this.numberOf(phoneNumber ?? '');
  }

  protected remove(optOut: OptOut): void {
    this.question.set(null);
    this.optOuts.remove(optOut).subscribe({
      next: () => {
        this.addButton()?.nativeElement.focus();
      },
      error: (error: unknown) => {
        this.#errors.tellFailure(error);
      },
    });
  }
}
