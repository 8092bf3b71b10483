import type { PartCode } from '../screens';
import { contactPanelCode } from './contact-panel/contact-panel-code';
import { emojiPickerCode } from './emojis/emoji-picker-code';
import { mediaViewerCode, messageMenuCode } from './message-list/message-parts';
import {
  choicesDialogCode,
  contactCardsDialogCode,
  locationDialogCode,
  stickerDialogCode,
  templateDialogCode,
} from './message-makers/makers-code';
import { voiceNoteCode } from './voice-notes/voice-note-code';

export const conversationCode = () => import('./conversation/conversation-view');
/** Its dialog knows the numbers of all countries. */
export const newConversationCode = () => import('./new-conversation');

export const narrowingsCode = () => import('./conversation-list/list-narrowings');

export const messageHitsCode = () => import('./message-search/message-hits');

/** Texts of a conversation, which is shown once they are there. */
export const conversationTexts = 'conversation';

/** What the chat does without until somebody wants it: the list is there first. */
export const CHAT_PARTS: readonly PartCode[] = [
  conversationCode,
  contactPanelCode,
  messageMenuCode,
  mediaViewerCode,
  emojiPickerCode,
  voiceNoteCode,
  newConversationCode,
  messageHitsCode,
  narrowingsCode,
  templateDialogCode,
  choicesDialogCode,
  locationDialogCode,
  contactCardsDialogCode,
  stickerDialogCode,
];

/** What those parts say. */
export const CHAT_TEXTS: readonly string[] = [
  conversationTexts,
  'contact-panel',
  'agent-runs',
  'contact-merging',
  'contact-deletion',
  'voice-note',
  'emojis',
  'new-conversation',
  'phone-numbers',
  'message-search',
  'list-narrowings',
  'templates',
  'choices',
  'locations',
  'contact-cards',
  'stickers',
];
