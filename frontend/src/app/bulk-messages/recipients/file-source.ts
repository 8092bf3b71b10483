import { Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { Icon } from '../../ui';
import { ReadPanel } from './read-panel';
import { ReadRecipients } from './read-recipients';
import type { AddedOutcome } from './recipient-upload';

/** Of a file. */
const LONGEST_NAME = 200;

/** Recipients from a CSV file, dropped or chosen. */
@Component({
  selector: 'app-file-source',
  imports: [Icon, ReadPanel, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'bulkMessages.file'">
      <input
        #chooser
        type="file"
        hidden
        accept=".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values"
        (change)="take(chooser.files); chooser.value = ''"
      />
      <div
        class="drop"
        [class.over]="isOver()"
        (dragover)="$event.preventDefault(); isOver.set(true)"
        (dragleave)="isOver.set(false)"
        (drop)="$event.preventDefault(); isOver.set(false); take($event.dataTransfer?.files)"
      >
        <svg appIcon="file"></svg>
        @if (name(); as name) {
          <p class="name">{{ name }}</p>
        } @else {
          <p>{{ t('drop') }}</p>
        }
        <button type="button" class="button" (click)="chooser.click()">
          {{ t(name() ? 'another' : 'choose') }}
        </button>
        <p class="field-hint">{{ t('hint') }}</p>
      </div>
      <app-read-panel [source]="source()" (added)="finish($event)" (left)="clear()" />
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-4);
      min-width: 0;
    }
    .drop {
      display: grid;
      gap: var(--space-2);
      justify-items: center;
      padding: var(--space-6) var(--space-4);
      border: 2px dashed var(--color-border-strong);
      border-radius: var(--radius-card);
      text-align: center;
    }
    .drop.over {
      border-color: var(--color-accent);
      background: var(--color-accent-soft);
    }
    .name {
      font-weight: 550;
      overflow-wrap: anywhere;
    }
  `,
  providers: [ReadRecipients],
})
export class FileSource {
  readonly #read = inject(ReadRecipients);

  /** A number of the country whose people leave out its code, in digits. */
  readonly neighbour = input.required<string>();
  readonly added = output<AddedOutcome>();

  protected readonly isOver = signal(false);
  protected readonly name = signal('');
  protected readonly source = computed(() => ({
    kind: 'file' as const,
    name: this.name().trim().slice(0, LONGEST_NAME),
  }));

  protected take(files: FileList | null | undefined): void {
    const file = files?.[0];
    if (!file) return;
    this.name.set(file.name);
    void this.#read.readFile(file, this.neighbour());
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
