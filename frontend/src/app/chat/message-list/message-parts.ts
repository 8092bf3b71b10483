export const messageMenuCode = () => import('../message-menu/message-menu');
export const mediaViewerCode = () => import('../message-contents/media-viewer');
export const emojiPickerCode = () => import('../emojis/emoji-picker');
export const voiceNoteCode = () => import('../voice-notes/voice-note');
