import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui';
import { AddingRecipients } from './adding-recipients';
import { DraftChanges } from './draft-changes';
import type { StepName } from './steps';

/** Below a step: whether it is saved, and the way to the next. */
@Component({
  selector: 'app-step-footer',
  imports: [Icon, RouterLink, TranslocoDirective, TranslocoPipe],
  template: `
    <ng-container *transloco="let t; prefix: 'bulkMessages.steps'">
      <p role="status">
        @switch (state()) {
          @case ('failed') {
            <span class="field-error">{{ changes.failure() | transloco }} {{ t('notSaved') }}</span>
            <button type="button" class="button" (click)="changes.save()">{{ 'ui.retry' | transloco }}</button>
          }
          @case ('adding') {
            {{ t('adding') }}
          }
          @case ('held') {
            <span class="field-error">{{ t('held') }}</span>
          }
          @case ('saved') {
            <svg appIcon="check"></svg>{{ t('saved') }}
          }
          @default {
            {{ t('saving') }}
          }
        }
      </p>
      @if (isHeld()) {
        <button type="button" class="button" aria-disabled="true" (click)="blocked.emit()">
          {{ t('next.' + next()) }}
          <svg appIcon="chevron-right"></svg>
        </button>
      } @else {
        <a class="button" [class.button-primary]="isReady()" [routerLink]="['..', next()]">
          {{ t('next.' + next()) }}
          <svg appIcon="chevron-right"></svg>
        </a>
      }
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
  readonly #adding = inject(AddingRecipients);
  protected readonly changes = inject(DraftChanges);

  readonly next = input.required<StepName>();
  /** Whether this step has what it needs. */
  readonly isReady = input.required<boolean>();
  /** Whether something here cannot be saved as it is: then nothing leads on from below. */
  readonly isHeld = input(false);
  /** Somebody wants to go on all the same. */
  readonly blocked = output();

  protected readonly state = computed(() => {
    const state = this.changes.state();
    if (state === 'failed') return state;
    if (this.#adding.isOn()) return 'adding';
    return this.isHeld() ? 'held' : state;
  });
}
