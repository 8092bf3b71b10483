export { EnhancedErrorHandlerService } from './enhanced-error-handler-service';
export { type ErrorKind, isMissingFile, sortError } from './error-kind';
export { Notices } from './notices';
export { provideErrorHandling } from './provide-error-handling';
export { LOAD_TOASTS, TOASTS } from './toasts-loader';
