import { Component, computed, inject, input } from '@angular/core';
import type { ListedContact } from '#contract/contacts';
import { Labels } from '../../labels';
import { LabelChip } from '../../ui';

/** Of more labels than these only the number is shown. */
const SHOWN = 2;

/** The labels of all conversations with a contact, and those kept for the first. */
@Component({
  selector: 'app-contact-labels',
  imports: [LabelChip],
  template: `
    @for (label of shown(); track label.id) {
      <app-label-chip [label]="label" />
    }
    @if (more().length > 0) {
      <span class="more" [title]="names()">
        +{{ more().length }}<span class="visually-hidden">: {{ names() }}</span>
      </span>
    }
  `,
  styles: `
    :host {
      display: flex;
      gap: var(--space-1);
      align-items: center;
      min-width: 0;
    }
    .more {
      color: var(--color-text-muted);
      font-size: var(--text-12);
    }
  `,
})
export class ContactLabels {
  readonly #labels = inject(Labels);

  readonly contact = input.required<ListedContact>();

  readonly #all = computed(() => {
    const { conversations, labels: kept } = this.contact();
    return this.#labels.named([...new Set([...kept, ...conversations.flatMap(({ labels }) => labels)])]);
  });
  protected readonly shown = computed(() => this.#all().slice(0, SHOWN));
  protected readonly more = computed(() => this.#all().slice(SHOWN));
  protected readonly names = computed(() =>
    this.more()
      .map(({ name }) => name)
      .join(', '),
  );
}
