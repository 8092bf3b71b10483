import type { Writing } from '../storage/index.ts';
import { changeStatus } from './change-status.ts';
import { findMessage } from './message-store.ts';
import { readTriedUntil } from './outbox-store.ts';

/** Tells, once, that the answer to a message that may have gone out has not come, and until when it is waited for. */
export async function tellUnanswered(writing: Writing, clientCode: string, messageId: string): Promise<void> {
  const until = await readTriedUntil(writing.database, clientCode, messageId);
  const message = await findMessage(writing.database, clientCode, messageId);
  if (until === undefined || message?.status !== 'queued' || message.error !== null) return;
  const title = 'WhatsApp has not answered yet';
  await changeStatus(writing, message, 'queued', { code: 'unanswered', title, until });
}

/** Takes that back: it is certain now that the message did not go out, and it waits like any other. */
export async function takeBackUnanswered(writing: Writing, clientCode: string, messageId: string): Promise<void> {
  const message = await findMessage(writing.database, clientCode, messageId);
  if (message?.status === 'queued' && message.error !== null) await changeStatus(writing, message, 'queued');
}
