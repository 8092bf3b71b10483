import { DOCUMENT, inject, InjectionToken } from '@angular/core';

const STORAGE_KEY = 'condorito.opened-anew';

export interface OpenAnew {
  /** Loads the page at this address from the server. Does nothing and says no where that was the last thing it did. */
  once(address: string): boolean;
  again(address: string): void;
  /** What was opened stands there, so it may be opened anew another time. */
  forget(): void;
}

/** Leaving this page for a new one. What was done last outlives the page, in this tab alone. */
export const OPEN_ANEW = new InjectionToken<OpenAnew>('OPEN_ANEW', {
  factory: () => {
    const { location, sessionStorage } = inject(DOCUMENT).defaultView ?? window;
    return {
      once: (address) => {
        if (sessionStorage.getItem(STORAGE_KEY) === address) return false;
        sessionStorage.setItem(STORAGE_KEY, address);
        location.assign(address);
        return true;
      },
      again: (address) => {
        location.assign(address);
      },
      forget: () => {
        sessionStorage.removeItem(STORAGE_KEY);
      },
    };
  },
});
