export { newClientMessageId } from './client-message-id';
export { SendQueue } from './send-queue';
