import { Component, inject, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Contact } from '#contract/conversations';
import { Notices } from '../errors';
import { Icon } from '../ui';
import { MergeDialog, type Merged } from './merge-dialog';
import { MergePicker } from './merge-picker';

/** Merging a contact with another one that is looked for. */
@Component({
  selector: 'app-merge-section',
  imports: [Icon, MergeDialog, MergePicker, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'contactMerging'">
      <button type="button" class="button" (click)="step.set('picking')">
        <svg appIcon="users"></svg>{{ t('with') }}
      </button>
      @if (step() === 'picking') {
        <app-merge-picker [contact]="contact()" (picked)="compare($event)" (closed)="endPicking()" />
      } @else if (step() === 'comparing') {
        <app-merge-dialog
          [contactId]="contact().id"
          [otherId]="otherId()"
          (merged)="confirm($event)"
          (closed)="step.set('idle')"
        />
      }
    </ng-container>
  `,
})
export class MergeSection {
  readonly #notices = inject(Notices);
  readonly contact = input.required<Contact>();
  protected readonly step = signal<'idle' | 'picking' | 'comparing'>('idle');
  protected readonly otherId = signal('');

  protected compare(otherId: string): void {
    this.otherId.set(otherId);
    this.step.set('comparing');
  }

  protected confirm({ name, isDone }: Merged): void {
    if (isDone) this.#notices.success('contactMerging.done', { name });
  }

  protected endPicking(): void {
    if (this.step() === 'picking') this.step.set('idle');
  }
}
