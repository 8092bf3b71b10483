export { FiguresStore } from './figures-store';
export { UnreadBadge } from './unread-badge';
