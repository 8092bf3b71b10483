import { booleanAttribute, Component, computed, input } from '@angular/core';
import { hitsAnywhere, hitsAtBeginnings } from './hits';
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
  /** Whether words are found anywhere in it, as in names; else where words begin, as in texts. */
  readonly anywhere = input(false, { transform: booleanAttribute });

  protected readonly parts = computed(() => {
    const hitsIn = this.anywhere() ? hitsAnywhere : hitsAtBeginnings;
    return markedParts(this.text(), hitsIn(this.text(), this.query()));
  });
}
