import { Component, input } from '@angular/core';
import {
  LucideContact,
  LucideFile,
  LucideImage,
  LucideMapPin,
  LucideMic,
  LucideMusic,
  LucideNotebookPen,
  LucideShoppingBag,
  LucideSticker,
  LucideVideo,
} from '@lucide/angular';
import type { Message } from '#contract/messages';

/** A small picture of what a message is, beside the words that say it; nothing for a text. */
@Component({
  selector: 'app-kind-icon',
  imports: [
    LucideContact,
    LucideFile,
    LucideImage,
    LucideMapPin,
    LucideMic,
    LucideMusic,
    LucideNotebookPen,
    LucideShoppingBag,
    LucideSticker,
    LucideVideo,
  ],
  template: `
    @switch (of().order ? 'order' : of().type) {
      @case ('image') {
        <svg lucideImage aria-hidden="true"></svg>
      }
      @case ('video') {
        <svg lucideVideo aria-hidden="true"></svg>
      }
      @case ('audio') {
        @if (of().media?.voice) {
          <svg lucideMic aria-hidden="true"></svg>
        } @else {
          <svg lucideMusic aria-hidden="true"></svg>
        }
      }
      @case ('document') {
        <svg lucideFile aria-hidden="true"></svg>
      }
      @case ('sticker') {
        <svg lucideSticker aria-hidden="true"></svg>
      }
      @case ('location') {
        <svg lucideMapPin aria-hidden="true"></svg>
      }
      @case ('contacts') {
        <svg lucideContact aria-hidden="true"></svg>
      }
      @case ('note') {
        <svg lucideNotebookPen aria-hidden="true"></svg>
      }
      @case ('order') {
        <svg lucideShoppingBag aria-hidden="true"></svg>
      }
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      vertical-align: -2px;
    }
    svg {
      width: 14px;
      height: 14px;
      margin-inline-end: var(--space-1);
    }
  `,
})
export class KindIcon {
  readonly of = input.required<Pick<Message, 'type' | 'media' | 'order'>>();
}
