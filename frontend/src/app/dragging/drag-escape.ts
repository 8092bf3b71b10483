import { CdkDrag } from '@angular/cdk/drag-drop';
import { DestroyRef, Directive, DOCUMENT, inject } from '@angular/core';
import { filter, fromEvent, map, merge, switchMap, takeUntil, tap } from 'rxjs';

const calledOff = new WeakSet<CdkDrag>();

/** Whether what was dropped is to stay where it was. */
export function wasCalledOff(drag: CdkDrag): boolean {
  return calledOff.has(drag);
}

/** What is dragged stays where it was when Escape is pressed, or when the system takes the finger over. */
@Directive({ selector: '[cdkDrag][appDragEscape]' })
export class DragEscape {
  constructor() {
    const drag = inject<CdkDrag>(CdkDrag);
    const document = inject(DOCUMENT);
    const escape = fromEvent<KeyboardEvent>(document, 'keydown', { capture: true }).pipe(
      filter(({ key }) => key === 'Escape'),
      tap((event) => {
        // Nothing else closes by it.
        event.preventDefault();
        event.stopImmediatePropagation();
      }),
      map(() => true),
    );
    const taken = fromEvent(document, 'touchcancel', { capture: true }).pipe(map(() => false));
    const callingOff = drag.started
      .pipe(
        tap(() => calledOff.delete(drag)),
        switchMap(() => merge(escape, taken).pipe(takeUntil(drag.ended))),
      )
      .subscribe((isStillHeld) => {
        calledOff.add(drag);
        // The CDK knows one way to end it.
        if (isStillHeld) document.dispatchEvent(new MouseEvent('mouseup'));
      });
    inject(DestroyRef).onDestroy(() => {
      callingOff.unsubscribe();
    });
  }
}
