import { Service } from '@angular/core';

/** Where the list was left, so that coming back finds it as it was. */
@Service()
export class ListPlace {
  /** In pixels. */
  scrollTop = 0;
}
