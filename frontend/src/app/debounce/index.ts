export { type DebounceOptions, DebounceService } from './debounce-service';
