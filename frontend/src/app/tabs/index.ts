export { PageVisibility } from './page-visibility';
export { TabChannel } from './tab-channel';
export { type LeaderDuty, TabLeadership } from './tab-leadership';
export type { TabMessage, TabMessageOf } from './tab-message';
export { TAB_LOCKS } from './tab-locks';
export { TAB_USER } from './tab-user';
