import { Component, effect, inject, input, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { MissedScreen } from './missed-screen';

/** Stands where the code of a part of the screen could not be fetched, and has the screen opened anew once it can be. */
@Component({ selector: 'app-missed-part', template: '' })
export class MissedPart {
  /** What of the screen it is about: where that changes, the new one is missed. */
  readonly of = input.required<string>();

  constructor() {
    const [screen, router] = [inject(MissedScreen), inject(Router)];
    effect(() => {
      this.of();
      untracked(() => {
        screen.open(router.url);
      });
    });
  }
}
