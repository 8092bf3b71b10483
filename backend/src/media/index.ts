export { cleanUpMedia } from './clean-up.ts';
export { fittingType } from './file-types.ts';
export { MediaFiles, TooLargeError } from './media-files.ts';
export { mediaRoutes } from './media-routes.ts';
export {
  announceMedia,
  claimUpload,
  findUpload,
  readMedia,
  type AnnouncedMedia,
  type MediaRow,
} from './media-store.ts';
