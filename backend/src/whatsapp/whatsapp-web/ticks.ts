import { getStatusFromReceiptType, isJidGroup, type BinaryNode, type WASocket } from 'baileys';
import type { Logger } from 'pino';
import type { MessageStatus } from '#contract/messages';
import { statusOf } from './message-content.ts';

/** What a receipt says of messages of ours. */
export interface Ticks {
  whatsappIds: string[];
  status: MessageStatus;
}

const RECEIPT = 'CB:receipt';

/**
 * Baileys acknowledges a receipt as soon as it has told of it, and WhatsApp never repeats what was acknowledged: a crash
 * before our commit would cost the tick. So Baileys gets a receipt only once its ticks are stored, and not at all where they
 * could not be: it comes again at the next connection. `store` rejects then.
 */
export function storeBeforeAcknowledging(
  { ws }: WASocket,
  logger: Logger,
  store: (ticks: Ticks) => Promise<void>,
): void {
  const acknowledging = ws.listeners(RECEIPT) as ((receipt: BinaryNode) => void)[];
  ws.removeAllListeners(RECEIPT);
  ws.on(RECEIPT, (receipt: BinaryNode) => {
    const handOver = () => {
      for (const listener of acknowledging) listener(receipt);
    };
    const ticks = ticksOf(receipt);
    if (!ticks) {
      handOver();
      return;
    }
    store(ticks).then(handOver, (error: unknown) => {
      logger.error({ err: error }, 'a tick could not be stored');
    });
  });
}

/** Undefined where no tick moves: for a request to send again, in groups, and for what we read on another device. */
function ticksOf({ attrs: { id, from, recipient, type }, content }: BinaryNode): Ticks | undefined {
  const status = statusOf(getStatusFromReceiptType(type));
  if (!id || !status || recipient || isJidGroup(from)) return undefined;
  const [list] = Array.isArray(content) ? content : [];
  const others = Array.isArray(list?.content) ? list.content.flatMap(({ attrs }) => attrs['id'] ?? []) : [];
  return { whatsappIds: [id, ...others], status };
}
