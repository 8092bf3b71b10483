import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui';
import { DraftChanges } from './draft-changes';
import type { StepName } from './steps';

/** Below a step: whether it is saved, and the way to the next. */
@Component({
  selector: 'app-step-footer',
  imports: [Icon, RouterLink, TranslocoDirective, TranslocoPipe],
  template: `
    <ng-container *transloco="let t; prefix: 'bulkMessages.steps'">
      <p role="status">
        @switch (changes.state()) {
          @case ('failed') {
            <span class="field-error">{{ changes.failure() | transloco }} {{ t('notSaved') }}</span>
            <button type="button" class="button" (click)="changes.save()">{{ 'ui.retry' | transloco }}</button>
          }
          @case ('saved') {
            <svg appIcon="check"></svg>{{ t('saved') }}
          }
          @default {
            {{ t('saving') }}
          }
        }
      </p>
      <a class="button" [class.button-primary]="isReady()" [routerLink]="['..', next()]">
        {{ t('next.' + next()) }}
        <svg appIcon="chevron-right"></svg>
      </a>
    </ng-container>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-3);
      align-items: center;
      justify-content: space-between;
    }
    p {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
      align-items: center;
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
    p svg {
      width: 16px;
      height: 16px;
    }
  `,
})
export class StepFooter {
  protected readonly changes = inject(DraftChanges);

  readonly next = input.required<StepName>();
  /** Whether this step has what it needs. */
  readonly isReady = input.required<boolean>();
}
