export { Followed, type FollowRules } from './followed';
