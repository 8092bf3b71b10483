import { Component, computed, input } from '@angular/core';
import { markedParts } from './marked-parts';

/** A text with what was searched for in it marked. */
@Component({
  selector: 'app-marked-text',
  template: `
    @for (part of parts(); track $index) {
      @if (part.isHit) {
        <mark>{{ part.text }}</mark>
      } @else {
        <span>{{ part.text }}</span>
      }
    }
  `,
  styles: `
    mark {
      border-radius: 3px;
      background: var(--color-warning-soft);
      color: inherit;
      font-weight: 650;
    }
  `,
})
export class MarkedText {
  readonly text = input.required<string>();
  readonly query = input.required<string>();

  protected readonly parts = computed(() => markedParts(this.text(), this.query()));
}
