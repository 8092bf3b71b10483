export { FileUpload } from './file-upload';
export { LocalFiles } from './local-files';
export { SendQueue, type Written } from './send-queue';
