import type { BaileysEventMap, WAMessage, WASocket } from 'baileys';
import type { MessageStatus } from '#contract/messages';
import { statusOf } from './message-content.ts';

/** What is taken as it comes. */
export interface AtOnce {
  message: (message: WAMessage) => void;
  /** How far a message of ours has got. */
  tick: (whatsappId: string, status: MessageStatus) => void;
  groups: (groups: BaileysEventMap['groups.update']) => void;
}

/**
 * Takes messages and ticks as they are emitted, in front of Baileys' event buffer (`Utils/event-buffer.js`): it holds
 * them for 100 ms, merges ticks into messages, and forgets to flush until the next receipt when a flush came in between.
 */
export function hearAtOnce({ ev }: WASocket, heard: AtOnce): void {
  const emit = ev.emit.bind(ev);
  ev.emit = (name, data) => {
    if (name === 'messages.upsert') {
      const { messages } = data as BaileysEventMap['messages.upsert'];
      for (const message of messages) heard.message(message);
    } else if (name === 'messages.update') {
      for (const { key, update } of data as BaileysEventMap['messages.update']) {
        const status = statusOf(update.status);
        if (key.id && key.fromMe === true && status) heard.tick(key.id, status);
      }
    } else if (name === 'groups.update' || name === 'groups.upsert') {
      heard.groups(data as BaileysEventMap['groups.update']);
    }
    return emit(name, data);
  };
}
