export { DeleteContactSection } from './delete-contact-section';
export { DeletionsLine } from './deletions-line';
