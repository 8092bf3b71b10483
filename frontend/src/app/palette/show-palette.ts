import { ApplicationRef, outputBinding, type ViewContainerRef } from '@angular/core';
import type { Choice } from './choice';
import { Palette } from './palette';

/** Opens the palette on top of the page; it goes away with the container at the latest. Does nothing while it is open. */
export function showPalette(container: ViewContainerRef): void {
  if (container.length > 0) return;
  const palette = container.createComponent(Palette, {
    bindings: [
      outputBinding('closed', () => {
        palette.destroy();
      }),
      outputBinding<Choice>('chosen', (choice) => {
        palette.destroy();
        choice.take(container);
      }),
    ],
  });
  // What is typed next is meant for it.
  container.injector.get(ApplicationRef).tick();
}
