import { Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { FileDrop } from '../../table-files/file-drop';
import { ReadPanel } from './read-panel';
import { ReadRecipients } from './read-recipients';
import type { AddedOutcome } from './recipient-upload';

/** Of a file. */
const LONGEST_NAME = 200;

/** Recipients from a CSV file, dropped or chosen. */
@Component({
  selector: 'app-file-source',
  imports: [FileDrop, ReadPanel, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'bulkMessages.file'">
      <app-file-drop [name]="name()" [hint]="t('hint')" (given)="take($event)" />
      <app-read-panel [source]="source()" (added)="finish($event)" (left)="clear()" />
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-4);
      min-width: 0;
    }
  `,
  providers: [ReadRecipients],
})
export class FileSource {
  readonly #read = inject(ReadRecipients);

  /** A number of the country whose people leave out its code, in digits. */
  readonly neighbour = input.required<string>();
  readonly added = output<AddedOutcome>();

  protected readonly name = signal('');
  protected readonly source = computed(() => ({
    kind: 'file' as const,
    name: this.name().trim().slice(0, LONGEST_NAME),
  }));

  protected take(file: File): void {
    this.name.set(file.name);
    void this.#read.readFile(file, { neighbour: this.neighbour() });
  }

  protected clear(): void {
    this.#read.clear();
    this.name.set('');
  }

  protected finish(outcome: AddedOutcome): void {
    this.clear();
    this.added.emit(outcome);
  }
}
