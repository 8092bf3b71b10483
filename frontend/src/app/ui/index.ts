export { Avatar } from './avatar';
export { Badge, type Tone } from './badge';
export { CondorPicture } from './condor-picture';
export { ConfirmDialog } from './confirm-dialog';
export { EmptyState } from './empty-state';
export { ErrorState } from './error-state';
export { colourNumber, nameColour, PERSON_COLOURS } from './person-colour';
export { Skeleton } from './skeleton';
export { Spinner } from './spinner';
