import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { Formats } from '../i18n';
import { Spinner } from '../ui';
import type { ReadState } from './read-table';
import type { ReadShape, TableKind } from './reader-requests';

const SEPARATORS: Readonly<Record<string, string>> = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'bar' };

/** How far reading a file or list is, and what it turned out to be. */
@Component({
  selector: 'app-reading-state',
  imports: [Spinner, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'tableFiles.reading'">
      @switch (state()) {
        @case ('reading') {
          <p class="busy" role="status"><app-spinner />{{ t('reading') }}</p>
        }
        @case ('checking') {
          <p class="busy" role="status">{{ t('checking') }}</p>
          <progress max="1" [value]="part()" [attr.aria-label]="t('checking')"></progress>
        }
        @case ('checked') {
          @if (shape()?.file; as file) {
            <p class="field-hint">
              {{
                t('about', { rows: formats.number(rows()), separator: separator() ? t(separator()) : file.separator })
              }}
              {{ t('encoding', { encoding: file.encoding.toUpperCase() }) }}
            </p>
          }
          @if (shape()?.openQuote; as line) {
            <p class="field-error" role="alert">{{ t('openQuote', { line: formats.number(line) }) }}</p>
          }
        }
        @case ('nothing') {}
        @default {
          <p class="field-error" role="alert">{{ t(state()) }}</p>
        }
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: contents;
    }
    .busy {
      display: flex;
      gap: var(--space-2) var(--space-3);
      align-items: center;
    }
    progress {
      width: 100%;
      accent-color: var(--color-accent);
    }
  `,
})
export class ReadingState {
  protected readonly formats = inject(Formats);

  readonly state = input.required<ReadState>();
  /** Which part of the rows has been looked at, from 0 to 1. */
  readonly part = input.required<number>();
  /** Null until it is known. */
  readonly shape = input.required<Pick<ReadShape<TableKind>, 'file' | 'openQuote'> | null>();
  /** Without the one that has the titles. */
  readonly rows = input.required<number>();

  /** The key of what it is called; empty where it is called as it is written. */
  protected readonly separator = computed(() => {
    const name = SEPARATORS[this.shape()?.file?.separator ?? ''];
    return name === undefined ? '' : `separator.${name}`;
  });
}
