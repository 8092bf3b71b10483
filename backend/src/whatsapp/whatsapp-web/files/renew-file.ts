import { isJidGroup, type proto, type WASocket } from 'baileys';
import { setTimeout as pause } from 'node:timers/promises';
import type { MessageWithFile } from '../../../conversations/index.ts';
import { FileGoneError } from '../../../media/index.ts';
import { authorIn } from '../group-author.ts';
import type { GroupDirectory } from '../group-directory.ts';
import { jidOf } from '../message-content.ts';

/** A phone that is on answers within seconds; Baileys itself would wait for as long as the connection holds. */
const ANSWER_MS = 30_000;
const NOT_FOUND = 404;

/** Has the phone upload the file of a message anew, and resolves with the message as it is then. */
export async function renewFile(
  socket: Pick<WASocket, 'updateMediaMessage'>,
  groups: GroupDirectory,
  { whatsappId: id, fromMe, author, ...chat }: MessageWithFile,
  content: proto.IMessage,
): Promise<proto.IMessage> {
  const remoteJid = jidOf(chat);
  const isOfMember = isJidGroup(remoteJid) && !fromMe;
  const participant = isOfMember ? { participant: await authorIn(groups, remoteJid, author) } : {};
  const late = pause(ANSWER_MS, undefined, { ref: false }).then(() => {
    throw new Error('The phone has not answered.');
  });
  try {
    const asked = socket.updateMediaMessage({ key: { id, remoteJid, fromMe, ...participant }, message: content });
    const { message } = await Promise.race([asked, late]);
    return message ?? content;
  } catch (error) {
    if (statusOf(error) === NOT_FOUND) throw new FileGoneError('The phone does not have it either.', { cause: error });
    throw error;
  }
}

function statusOf(error: unknown): unknown {
  return (error as { output?: { statusCode?: unknown } } | undefined)?.output?.statusCode;
}
