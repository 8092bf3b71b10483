export { askBeforeLeaving, UnsavedChanges } from './unsaved-changes';
