import { Component, computed, input } from '@angular/core';
import type { Label } from '#contract/team-settings';

/** A label as it looks everywhere: its name on its colour. A long name is cut where there is no room. */
@Component({
  selector: 'app-label-chip',
  template: '{{ label().name }}',
  styles: `
    :host {
      display: inline-block;
      flex: 0 1 auto;
      min-width: 0;
      max-width: 100%;
      padding: 0 var(--space-2);
      overflow: hidden;
      border-radius: var(--radius-round);
      font-size: var(--text-12);
      font-weight: 550;
      line-height: 20px;
      text-overflow: ellipsis;
      white-space: nowrap;
      vertical-align: middle;
    }
  `,
  host: { '[style.color]': 'ink()', '[style.background]': 'ground()', '[attr.title]': 'label().name' },
})
export class LabelChip {
  readonly label = input.required<Pick<Label, 'name' | 'colour'>>();

  protected readonly ink = computed(() => `var(--color-label-${this.label().colour})`);
  protected readonly ground = computed(() => `var(--color-label-${this.label().colour}-soft)`);
}
