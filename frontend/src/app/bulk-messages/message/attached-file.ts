import { Component, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { MediaResponse } from '#contract/media';
import { MAX_BYTES } from '#contract/file-sizes';
import { ApiClient } from '../../api';
import { sortError } from '../../errors';
import { Icon } from '../../ui';
import { TranslocoPipe } from '@jsverse/transloco';

/** A slow line takes minutes over a large file, but something of it leaves all the time. */
const UPLOAD_TIMEOUT = 60_000;

/** A file as the server has it; the name is known where it was chosen here. */
export interface Attached {
  readonly mediaId: string;
  readonly name: string;
}

/** The file that goes along with a message, if any. */
@Component({
  selector: 'app-attached-file',
  imports: [Icon, TranslocoDirective, TranslocoPipe],
  template: `
    <div class="field" *transloco="let t; prefix: 'bulkMessages.message'">
      <span class="field-label">{{ label() }}</span>
      <input #chooser type="file" hidden [accept]="accept()" (change)="take(chooser.files); chooser.value = ''" />
      @if (part() !== null) {
        <progress max="1" [value]="part()" [attr.aria-label]="t('uploading')"></progress>
      } @else if (attached(); as file) {
        <p class="chosen">
          <svg appIcon="paperclip"></svg>
          <a [href]="'/api/media/' + file.mediaId" target="_blank" rel="noopener">{{ file.name || t('file') }}</a>
          <button
            type="button"
            class="button button-icon"
            [attr.aria-label]="t('takeOut', { name: file.name || t('file') })"
            (click)="changed.emit(null)"
          >
            <svg appIcon="x"></svg>
          </button>
        </p>
      } @else {
        <button type="button" class="button" (click)="chooser.click()">
          <svg appIcon="paperclip"></svg>{{ t('attach') }}
        </button>
      }
      <p class="field-error" role="alert">{{ failure() ? (failure() | transloco) : '' }}</p>
    </div>
  `,
  styles: `
    .button:not(.button-icon) {
      justify-self: start;
    }
    .chosen {
      display: flex;
      gap: var(--space-2);
      align-items: center;
      min-width: 0;
    }
    .chosen a {
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .chosen > svg {
      flex: none;
      width: 18px;
      height: 18px;
    }
    progress {
      width: 100%;
      accent-color: var(--color-accent);
    }
    .field-error:empty {
      display: none;
    }
  `,
})
export class AttachedFile {
  readonly #api = inject(ApiClient);

  readonly label = input.required<string>();
  readonly attached = input.required<Attached | null>();
  /** What a browser is to offer. */
  readonly accept = input('');
  readonly changed = output<Attached | null>();

  /** Which part of it has left, from 0 to 1; null while nothing is on its way. */
  protected readonly part = signal<number | null>(null);
  /** As a translation key. */
  protected readonly failure = signal('');

  protected take(files: FileList | null): void {
    const file = files?.[0];
    if (!file) return;
    const fault = faultOf(file);
    this.failure.set(fault);
    if (fault !== '') return;
    this.part.set(0);
    const headers = {
      'Content-Type': file.type || 'application/octet-stream',
      // Headers hold no letters beyond ASCII.
      'X-File-Name': encodeURIComponent(file.name),
    };
    const told = (part: number): void => {
      this.part.set(part);
    };
    this.#api.upload<MediaResponse>('/media', file, { headers, timeout: UPLOAD_TIMEOUT }, told).subscribe({
      next: ({ media }) => {
        this.part.set(null);
        this.changed.emit({ mediaId: media.id, name: file.name });
      },
      error: (error: unknown) => {
        this.part.set(null);
        this.failure.set(sortError(error).message);
      },
    });
  }
}

/** Why a file cannot go along, as a translation key; `''` where it can. */
function faultOf({ size }: File): string {
  if (size === 0) return 'bulkMessages.message.emptyFile';
  return size > MAX_BYTES.document ? 'errors.tooLarge' : '';
}
