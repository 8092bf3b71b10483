export { Duplicates } from './duplicates';
export { DuplicatesStore } from './duplicates-store';
export { MergeDialog, type Merged } from './merge-dialog';
export { MergeSection } from './merge-section';
