import { Component, computed, effect, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { UnsentFile } from '../../offline';
import { Icon } from '../../ui';
import { FileSize } from '../message-contents/file-size';

/** The files that will be sent with what is being written. */
@Component({
  selector: 'app-attached-files',
  imports: [Icon, TranslocoDirective],
  template: `
    <ul *transloco="let t; prefix: 'conversation.composer'" [attr.aria-label]="t('attached')">
      @for (shown of pictures(); track shown.file) {
        <li>
          @if (shown.address) {
            <img [src]="shown.address" alt="" />
          } @else if (shown.file.type === 'video') {
            <svg appIcon="video"></svg>
          } @else if (shown.file.type === 'audio') {
            <svg appIcon="music"></svg>
          } @else {
            <svg appIcon="file"></svg>
          }
          <span class="name">{{ shown.file.name }}</span>
          <span class="size">{{ sizes.of(shown.file.blob.size) }}</span>
          <button
            type="button"
            class="button button-icon"
            [attr.aria-label]="t('takeOut', { name: shown.file.name })"
            (click)="takenOut.emit(shown.file)"
          >
            <svg appIcon="x"></svg>
          </button>
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: flex;
      gap: var(--space-2);
      padding: var(--space-3) var(--space-4) 0;
      overflow-x: auto;
    }
    li {
      display: grid;
      flex: none;
      grid-template: 'picture name remove' 1fr 'picture size remove' 1fr / 48px minmax(60px, 140px) auto;
      column-gap: var(--space-2);
      align-items: center;
      padding: var(--space-1);
      border: 1px solid var(--color-border);
      border-radius: var(--radius-control);
      background: var(--color-surface-raised);
    }
    img,
    li > svg {
      grid-area: picture;
      justify-self: center;
    }
    img {
      width: 48px;
      height: 48px;
      border-radius: 6px;
      object-fit: cover;
    }
    .name,
    .size {
      overflow: hidden;
      font-size: var(--text-13);
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .name {
      grid-area: name;
      align-self: end;
    }
    .size {
      grid-area: size;
      align-self: start;
      color: var(--color-text-muted);
      font-size: var(--text-12);
    }
    button {
      grid-area: remove;
    }
  `,
})
export class AttachedFiles {
  protected readonly sizes = inject(FileSize);

  readonly files = input.required<readonly UnsentFile[]>();
  readonly takenOut = output<UnsentFile>();

  protected readonly pictures = computed(() =>
    this.files().map((file) => ({
      file,
      address: file.type === 'image' ? URL.createObjectURL(file.blob) : null,
    })),
  );

  constructor() {
    effect((onCleanup) => {
      const shown = this.pictures();
      onCleanup(() => {
        for (const { address } of shown) if (address) URL.revokeObjectURL(address);
      });
    });
  }
}
