export { CannedReplies } from './canned-replies';
