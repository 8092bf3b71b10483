import { Component, computed, input } from '@angular/core';
import { ICON_PATHS, type IconName } from './icon-paths';

/** An icon, 24 pixels wide and high unless a style says otherwise. It only adorns: words say what it stands for. */
@Component({
  selector: 'svg[appIcon]',
  template: '<svg:path [attr.d]="path()" />',
  host: {
    'aria-hidden': 'true',
    width: '24',
    height: '24',
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  },
})
export class Icon {
  readonly appIcon = input.required<IconName>();
  protected readonly path = computed(() => ICON_PATHS[this.appIcon()]);
}
