export { Lines } from './lines';
export { LinesBadge } from './lines-badge';
