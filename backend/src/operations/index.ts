export { loadEnvironmentFile } from './environment-file.ts';
export { Health, type HealthPart } from './health.ts';
export { Housekeeping } from './housekeeping.ts';
export { createLogger, type Logger } from './logger.ts';
export { maskPhoneNumber } from './masking.ts';
export { METRIC_PREFIX, Metrics, type Figure } from './metrics.ts';
export { credentialsKey } from './setting-values.ts';
export { readSettings, SettingsError, type Settings } from './settings.ts';
export { after, type After } from './timers.ts';
