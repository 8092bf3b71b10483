import { Component, computed, inject, input, type OnInit, output } from '@angular/core';
import { maxLength } from '@angular/forms/signals';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CreateLabelRequest, Label } from '#contract/team-settings';
import { Labels } from '../../labels';
import { LabelChip } from '../../ui';
import { FormDialog } from '../forms/form-dialog';
import { notBlank } from '../forms/not-blank';
import { SavedForm } from '../forms/saved-form';
import { TextField } from '../forms/text-field';
import { LabelColours } from './label-colours';

/** A label's name and colour, of a new one or of one there is. */
@Component({
  selector: 'app-label-editor',
  imports: [FormDialog, LabelChip, LabelColours, TextField, TranslocoDirective],
  template: `
    <app-form-dialog
      *transloco="let t; prefix: 'settings.labels'"
      [heading]="t(label() ? 'edit' : 'new')"
      [action]="t('save')"
      [form]="form"
      (saved)="saved.emit()"
      (closed)="closed.emit()"
    >
      <app-text-field [label]="t('name')" [field]="form.tree.name" [tried]="form.tried()" />
      <app-label-colours [field]="form.tree.colour" />
      <p class="preview">
        {{ t('preview') }}
        <app-label-chip [label]="preview(t('sample'))" />
      </p>
    </app-form-dialog>
  `,
  styles: `
    .preview {
      display: flex;
      gap: var(--space-2);
      align-items: center;
      min-width: 0;
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
  `,
})
export class LabelEditor implements OnInit {
  readonly #labels = inject(Labels);

  /** The one to change; null for a new one. */
  readonly label = input.required<Label | null>();
  readonly saved = output();
  readonly closed = output();

  protected readonly form = new SavedForm<CreateLabelRequest>({
    from: { name: '', colour: 'teal' },
    schema: (path) => {
      notBlank(path.name);
      maxLength(path.name, 40);
    },
    send: ({ name, colour }) => {
      const label = this.label();
      const value = { name: name.trim(), colour };
      return label ? this.#labels.change(label.id, value) : this.#labels.add(value);
    },
  });
  readonly #value = computed(() => this.form.value());

  ngOnInit(): void {
    const label = this.label();
    if (label) this.form.reset({ name: label.name, colour: label.colour });
  }

  protected preview(sample: string): CreateLabelRequest {
    const { name, colour } = this.#value();
    return { name: name.trim() || sample, colour };
  }
}
