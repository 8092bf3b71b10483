import { outputBinding, type ViewContainerRef } from '@angular/core';
import { ShortcutsDialog } from './shortcuts-dialog';

/** Opens the list on top of the page; it goes away with the container at the latest. Does nothing while it is open. */
export function showShortcuts(container: ViewContainerRef): void {
  if (container.length > 0) return;
  const dialog = container.createComponent(ShortcutsDialog, {
    bindings: [
      outputBinding('closed', () => {
        dialog.destroy();
      }),
    ],
  });
}
