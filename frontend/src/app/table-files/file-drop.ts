import { Component, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { Icon } from '../ui';

/** Takes a CSV file, dropped or chosen. */
@Component({
  selector: 'app-file-drop',
  imports: [Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'tableFiles.file'">
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
        <p class="field-hint">{{ hint() }}</p>
      </div>
    </ng-container>
  `,
  styles: `
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
})
export class FileDrop {
  /** Of the file that was given; empty for none. */
  readonly name = input.required<string>();
  /** What file is wanted. */
  readonly hint = input.required<string>();
  readonly given = output<File>();

  protected readonly isOver = signal(false);

  protected take(files: FileList | null | undefined): void {
    const file = files?.[0];
    if (file) this.given.emit(file);
  }
}
