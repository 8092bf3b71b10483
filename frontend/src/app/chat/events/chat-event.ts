import type { LoggedEvent } from '#contract/events';

/** The logged events that change what the chat shows. */
type LoggedChatEvent = Extract<
  LoggedEvent,
  {
    name:
      | 'message:new'
      | 'message:status'
      | 'message:updated'
      | 'conversation:updated'
      | 'conversation:removed'
      | 'contact:updated'
      | 'contact:removed';
  }
>;

/** Such an event as it reaches a store: its name and what was emitted. */
export type ChatEvent = {
  [Name in LoggedChatEvent['name']]: Pick<Extract<LoggedChatEvent, { name: Name }>, 'name' | 'data'>;
}[LoggedChatEvent['name']];
