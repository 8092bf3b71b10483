import { outputBinding, type ViewContainerRef } from '@angular/core';
import { ConnectionDoctorDialog } from './connection-doctor-dialog';

/** Opens the doctor on top of the page; it goes away with the container at the latest. Does nothing while it is open. */
export function showDoctor(container: ViewContainerRef): void {
  if (container.length > 0) return;
  const dialog = container.createComponent(ConnectionDoctorDialog, {
    bindings: [
      outputBinding('closed', () => {
        dialog.destroy();
      }),
    ],
  });
}
