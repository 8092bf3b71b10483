export { CacheService, type ReadRules } from './cache-service';
export type { Cached, CacheRules } from './cached';
