import { ErrorHandler, inject } from '@angular/core';
import {
  type NavigationError,
  type RouterFeatures,
  withNavigationErrorHandler,
  withPreloading,
  withRouterConfig,
} from '@angular/router';
import { isMissingFile } from '../errors';
import { MissedScreen } from './missed-screen';
import { ScreenPreloading } from './screen-preloading';

/** How the router gets the code of its screens, and what happens where it does not. */
export function screenFeatures(): RouterFeatures[] {
  return [
    withPreloading(ScreenPreloading),
    withNavigationErrorHandler(failed),
    // Told here already: nobody else needs to hear of it.
    withRouterConfig({ resolveNavigationPromiseOnError: true }),
  ];
}

function failed({ error, url }: NavigationError): void {
  if (isMissingFile(error)) inject(MissedScreen).open(url);
  else inject(ErrorHandler).handleError(error);
}
