import { type EnvironmentProviders, ErrorHandler, makeEnvironmentProviders } from '@angular/core';
import { provideBrowserGlobalErrorListeners } from '@angular/core';
import { EnhancedErrorHandlerService } from './enhanced-error-handler-service';

/** Every error nobody caught ends in `EnhancedErrorHandlerService`. */
export function provideErrorHandling(): EnvironmentProviders {
  return makeEnvironmentProviders([
    provideBrowserGlobalErrorListeners(),
    { provide: ErrorHandler, useExisting: EnhancedErrorHandlerService },
  ]);
}
