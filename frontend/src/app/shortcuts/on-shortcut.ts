import { DestroyRef, DOCUMENT, inject } from '@angular/core';
import { isShortcut, type Shortcut } from './shortcuts';

/**
 * Has something done at a shortcut, for as long as whoever asks for it exists; not behind a dialog that lies over the page.
 * To be called where `inject` may be.
 */
export function onShortcut(shortcut: Shortcut, take: (event: KeyboardEvent) => void): void {
  const document = inject(DOCUMENT);
  const listener = (event: KeyboardEvent): void => {
    if (isShortcut(event, shortcut) && !document.querySelector('dialog:modal')) take(event);
  };
  document.addEventListener('keydown', listener);
  inject(DestroyRef).onDestroy(() => {
    document.removeEventListener('keydown', listener);
  });
}
