import { InjectionToken, type Signal, signal } from '@angular/core';

/** The id of the user this tab belongs to, null for nobody. A token, because the sign-in itself stands above the tabs. */
export const TAB_USER = new InjectionToken<Signal<string | null>>('TAB_USER', { factory: () => signal(null) });
