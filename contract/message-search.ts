import { z } from 'zod';
import { conversation } from './conversations.ts';
import { message } from './messages.ts';
import { id, pageLimit } from './values.ts';

/** Words in any order, each as the beginning of a word; accents and case make no difference. */
export const messageSearchQuery = z.object({
  q: z.string().trim().min(1).max(100),
  /** Only within one conversation. */
  conversation: id.optional(),
  limit: pageLimit,
  cursor: z.string().max(200).optional(),
});

/** Newest first. Within one conversation `conversations` has just that one. */
export const messageSearchPage = z.object({
  items: z.array(message),
  /** The conversations those messages are of, once each. */
  conversations: z.array(conversation),
  nextCursor: z.string().nullable(),
  epoch: z.string(),
  seq: z.int(),
});
export type MessageSearchPage = z.infer<typeof messageSearchPage>;
