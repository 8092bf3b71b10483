export { Wishes } from './wishes';
