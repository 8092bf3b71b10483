import { Component, computed, input } from '@angular/core';
import { Icon } from './icon';
import { colourNumber } from './person-colour';

/** White on each of these passes AA (4.5:1), in light and in dark; in the order of `--color-person-…`. */
const colours = ['#0b6b5d', '#7a4b00', '#8b2f5c', '#2459a9', '#5b3fa0', '#a03a1d', '#3f6212', '#155e75'] as const;

/** The initials of a person or contact, or the sign of a group, on a colour that is always the same for the same id. */
@Component({
  selector: 'app-avatar',
  imports: [Icon],
  template: `
    {{ initials() }}
    @if (kind() === 'group') {
      <svg appIcon="users" [attr.width]="size() * 0.5" [attr.height]="size() * 0.5"></svg>
    }
  `,
  styles: `
    :host {
      display: inline-grid;
      flex: none;
      place-items: center;
      border-radius: 50%;
      color: #fff;
      font-weight: 600;
      letter-spacing: 0.02em;
      user-select: none;
    }
  `,
  host: {
    'aria-hidden': 'true',
    '[style.width.px]': 'size()',
    '[style.height.px]': 'size()',
    '[style.font-size.px]': 'size() * 0.38',
    '[style.background-color]': 'colour()',
  },
})
export class Avatar {
  /** The shown name; the initials of its first and last word are used. */
  readonly name = input.required<string>();
  /** What the colour is chosen by. */
  readonly id = input.required<string>();
  readonly kind = input<'person' | 'group'>('person');
  /** Width and height in pixels. */
  readonly size = input(40);

  /** A group has its sign instead. */
  protected readonly initials = computed(() => (this.kind() === 'group' ? '' : initialsOf(this.name())));
  protected readonly colour = computed(() => colours[colourNumber(this.id())]);
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  const first = words.at(0)?.match(/\p{L}/u)?.[0] ?? '#';
  const last = words.length > 1 ? (words.at(-1)?.match(/\p{L}/u)?.[0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}
