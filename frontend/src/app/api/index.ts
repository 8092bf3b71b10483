export { ApiClient, type RequestOptions } from './api-client';
export { ApiError, type ApiErrorType, toApiError } from './api-error';
export { AppSettings } from './app-settings';
export { provideApi } from './provide-api';
export { SettingsLoader } from './settings-loader';
export { tryAgain } from './try-again';
