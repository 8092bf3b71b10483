import { Component, computed, inject, input, output, signal, viewChild } from '@angular/core';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import type { RecipientSource } from '#contract/bulk-campaigns';
import { Formats } from '../../i18n';
import type { RowKind } from '../../table-files/checked-rows';
import { ConsentField } from '../../table-files/consent-field';
import { ReadingState } from '../../table-files/reading-state';
import { RowPreview } from '../../table-files/row-preview';
import { UnsavedChanges } from '../../unsaved-changes';
import { ColumnMapping } from './column-mapping';
import { ReadRecipients } from './read-recipients';
import type { ColumnMapping as Mapping } from './reading/columns';
import { type AddedFrom, type AddedOutcome, RecipientUpload } from './recipient-upload';

/** What was read of a file or list: what its columns mean, what is wrong with it, and adding what is good. */
@Component({
  selector: 'app-read-panel',
  imports: [ColumnMapping, ConsentField, ReadingState, RowPreview, TranslocoDirective, TranslocoPipe],
  templateUrl: './read-panel.html',
  styles: `
    :host {
      display: grid;
      gap: var(--space-4);
      min-width: 0;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2) var(--space-3);
      align-items: center;
    }
    progress {
      flex: 1 1 160px;
      width: 100%;
      accent-color: var(--color-accent);
    }
  `,
  providers: [RecipientUpload],
})
export class ReadPanel {
  protected readonly read = inject(ReadRecipients);
  protected readonly upload = inject(RecipientUpload);
  protected readonly formats = inject(Formats);

  /** What was read, as a person would call it. */
  readonly source = input.required<RecipientSource>();
  /** All of them are with the draft, or left out for a reason. */
  readonly added = output<AddedOutcome>();
  /** What was read is not wanted. */
  readonly left = output();

  protected readonly ready = this.read.ready;
  protected readonly carried = computed(() => {
    const [columns, mapping] = [this.read.columns(), this.read.mapping()];
    return (mapping?.variables ?? []).map((place) => columns[place]?.variable ?? '');
  });
  /** What is kept of where they come from, once it was told. */
  readonly #from = signal<AddedFrom | null>(null);
  private readonly consentField = viewChild(ConsentField);

  constructor() {
    inject(UnsavedChanges).watch(() => this.read.state() === 'checked' && this.ready() > 0);
  }

  protected show({ kind, from }: { kind: RowKind; from: number }): void {
    void this.read.show(kind, from);
  }

  protected remap(mapping: Mapping): void {
    this.upload.reset();
    void this.read.map(mapping);
  }

  protected async add(): Promise<void> {
    // A second click comes before the button is gone.
    if (this.upload.state() === 'taking') return;
    const consent = this.consentField()?.demand() ?? null;
    if (consent === null) return;
    const from = { consent, source: this.source() };
    this.#from.set(from);
    await this.upload.add(this.#batches, this.ready(), from);
    this.#tellWhenDone();
  }

  protected async goOn(): Promise<void> {
    const from = this.#from();
    if (from === null || this.upload.state() === 'taking') return;
    await this.upload.goOn(this.#batches, from);
    this.#tellWhenDone();
  }

  readonly #batches = (from: number, count: number) => this.read.batch(from, count);

  #tellWhenDone(): void {
    if (this.upload.state() === 'done') this.added.emit(this.upload.outcome());
  }
}
