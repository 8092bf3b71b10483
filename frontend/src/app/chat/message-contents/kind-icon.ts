import { Component, computed, input } from '@angular/core';
import type { Message, Quoted } from '#contract/messages';
import { Icon, type IconName } from '../../ui';

const icons: Partial<Record<Message['type'], IconName>> = {
  image: 'image',
  video: 'video',
  audio: 'music',
  document: 'file',
  sticker: 'sticker',
  location: 'map-pin',
  contacts: 'contact',
  note: 'notebook-pen',
};

/** A small picture of what a message is, beside the words that say it; nothing for a text. */
@Component({
  selector: 'app-kind-icon',
  imports: [Icon],
  template: `
    @if (icon(); as icon) {
      <svg [appIcon]="icon"></svg>
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
  readonly of = input.required<Pick<Message, 'type' | 'media'> & { order?: Message['order'] | Quoted['order'] }>();
  protected readonly icon = computed(() => {
    const { type, media, order } = this.of();
    if (order) return 'shopping-bag';
    return media?.voice ? 'mic' : (icons[type] ?? null);
  });
}
