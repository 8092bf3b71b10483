export { newClientMessageId } from './client-message-id';
export { LocalFiles } from './local-files';
export { SendQueue, type Written } from './send-queue';
