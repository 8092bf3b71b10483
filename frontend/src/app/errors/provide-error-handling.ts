import { type EnvironmentProviders, ErrorHandler, makeEnvironmentProviders } from '@angular/core';
import { provideBrowserGlobalErrorListeners } from '@angular/core';
import { provideToastr } from 'ngx-toastr';
import { EnhancedErrorHandlerService } from './enhanced-error-handler-service';

/** Every error nobody caught ends in `EnhancedErrorHandlerService`; notices appear top right, three at most. */
export function provideErrorHandling(): EnvironmentProviders {
  return makeEnvironmentProviders([
    provideBrowserGlobalErrorListeners(),
    provideToastr({
      positionClass: 'toast-top-right',
      maxOpened: 3,
      autoDismiss: true,
      closeButton: true,
      timeOut: 6_000,
    }),
    { provide: ErrorHandler, useExisting: EnhancedErrorHandlerService },
  ]);
}
