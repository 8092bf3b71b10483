import {
  createEnvironmentInjector,
  EnvironmentInjector,
  type EnvironmentProviders,
  type Provider,
  type ProviderToken,
} from '@angular/core';
import { TestBed } from '@angular/core/testing';

/** One tab of a browser. */
export interface OpenTab {
  get<Part>(part: ProviderToken<Part>): Part;
  /** Ends the tab, as closing or killing it does. */
  close(): void;
}

/**
 * Opens a tab with services of its own: those that `providers` name. Between two tabs there is what there is between two
 * real ones: the browser's database, locks and channel.
 */
export function openTab(...providers: (Provider | EnvironmentProviders)[]): OpenTab {
  let isOpen = true;
  const injector = createEnvironmentInjector(providers, TestBed.inject(EnvironmentInjector));
  return {
    get: (part) => injector.get(part),
    close: () => {
      if (isOpen) injector.destroy();
      isOpen = false;
    },
  };
}
