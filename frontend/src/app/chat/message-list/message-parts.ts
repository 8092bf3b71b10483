export const messageMenuCode = () => import('../message-menu/message-menu');
export const mediaViewerCode = () => import('../message-contents/media-viewer');
