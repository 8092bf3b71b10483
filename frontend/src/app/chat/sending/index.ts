export { SendQueue } from './send-queue';
