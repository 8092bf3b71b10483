export { capturesOf } from './captures';
export { faultsOfPattern } from './pattern-faults';
