export { cleanUpMedia } from './clean-up.ts';
export { stopFetchingIn, type AwaitedFile } from './fetch-store.ts';
export { typeByBytes } from './examine-file.ts';
export { FileFetching, FileGoneError } from './file-fetching.ts';
export { fittingType, isFileType, plainType, typeOfFile, type FileMessageType } from './file-types.ts';
export { MediaFiles, TooLargeError } from './media-files.ts';
export { mediaRoutes } from './media-routes.ts';
export {
  announceMedia,
  claimUpload,
  findFileToSend,
  findMedia,
  findUpload,
  forgetFilesOf,
  insertCopy,
  readFilesOf,
  readMedia,
  type AnnouncedMedia,
  type FileToSend,
  type MediaRow,
} from './media-store.ts';
export { shrink } from './pictures.ts';
