import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { Labels } from '../../labels';
import { LabelChip } from '../../ui';

/** The labels of a conversation: the first ones, and how many more there are. */
@Component({
  selector: 'app-few-labels',
  imports: [LabelChip, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'chat.labels'">
      @if (labels().length > 0) {
        <span class="visually-hidden">{{ t('have', { names: names() }) }}</span>
      }
      @for (label of shown(); track label.id) {
        <app-label-chip [label]="label" aria-hidden="true" />
      }
      @if (more(); as more) {
        <span class="more" [title]="names()" aria-hidden="true">+{{ more }}</span>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: flex;
      gap: var(--space-1);
      align-items: center;
      min-width: 0;
    }

    app-label-chip {
      padding: 0 6px;
      line-height: 16px;
    }

    .more {
      flex: none;
      color: var(--color-text-muted);
      font-size: var(--text-12);
      line-height: 16px;
    }
  `,
})
export class FewLabels {
  readonly #labels = inject(Labels);

  /** Ids; those of labels that are no longer there stand for nothing. */
  readonly ids = input.required<readonly string[]>();

  /** How many there is room for. */
  readonly most = input(2);

  protected readonly labels = computed(() => this.#labels.named(this.ids()));
  protected readonly shown = computed(() => this.labels().slice(0, this.most()));
  protected readonly more = computed(() => this.labels().length - this.shown().length);
  protected readonly names = computed(() =>
    this.labels()
      .map(({ name }) => name)
      .join(', '),
  );
}
