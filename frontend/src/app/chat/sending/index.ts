export { FileUpload } from './file-upload';
export { LocalFiles } from './local-files';
export { WaitingMessages } from './waiting-messages';
export { SendQueue, type Written } from './send-queue';
