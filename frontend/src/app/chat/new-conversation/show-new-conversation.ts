import { outputBinding, type ViewContainerRef } from '@angular/core';
import { NewConversationDialog } from './new-conversation-dialog';

/** Opens the dialog on top of the page; it goes away with the container at the latest. Does nothing while it is open. */
export function showNewConversation(container: ViewContainerRef): void {
  if (container.length > 0) return;
  const dialog = container.createComponent(NewConversationDialog, {
    bindings: [
      outputBinding('closed', () => {
        dialog.destroy();
      }),
    ],
  });
}
