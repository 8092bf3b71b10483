import type { Conversation } from '#contract/conversations';
import type { Message, MessagePage } from '#contract/messages';
import type { ServerEvent } from './feed.ts';

/** So many messages of a conversation are held at most, as a screen does not hold everything either. */
const WINDOW = 400;

/** The end of a conversation: first what came before the page, then the page, then what came after it. */
interface HeldMessages {
  page: Message[];
  pageSeq: number;
  /** Of events, by `seq`. */
  before: Map<number, Message>;
  after: Map<number, Message>;
}

/** What a tab shows: the rows of its pages and of the events since, each in its highest version. */
export class TabCopy {
  readonly conversations = new Map<string, Conversation>();
  readonly #messages = new Map<string, HeldMessages>();

  clear(): void {
    this.conversations.clear();
    this.#messages.clear();
  }

  takeConversations(conversations: readonly Conversation[]): void {
    for (const conversation of conversations) this.#keepNewer(conversation);
  }

  takePage(conversationId: string, { items, seq }: MessagePage): void {
    const held = this.#held(conversationId);
    const events = [...held.before, ...held.after];
    const isInPage = new Set(items.map(({ id }) => id));
    const outside = events.filter(([, { id }]) => !isInPage.has(id));
    this.#messages.set(conversationId, {
      page: items,
      pageSeq: seq,
      before: new Map(outside.filter(([at]) => at <= seq)),
      after: new Map(outside.filter(([at]) => at > seq)),
    });
  }

  take({ name, data }: ServerEvent): void {
    if (name === 'message:new') {
      this.#keepNewer(data.conversation);
      this.#addMessage(data.message, data.seq ?? 0);
    }
    if (name === 'conversation:updated') this.#keepNewer(data.conversation);
  }

  /** Oldest first. */
  messagesOf(conversationId: string): readonly Message[] {
    const { page, before, after } = this.#held(conversationId);
    return [...inOrder(before), ...page, ...inOrder(after)];
  }

  #addMessage(message: Message, seq: number): void {
    const held = this.#held(message.conversationId);
    if (held.page.some(({ id }) => id === message.id)) return;
    (seq <= held.pageSeq ? held.before : held.after).set(seq, message);
    if (held.after.size > WINDOW) this.#letGo(held);
    this.#messages.set(message.conversationId, held);
  }

  /** A copy that has grown so long follows the log event by event, so the oldest one is the first that came. */
  #letGo(held: HeldMessages): void {
    held.before.clear();
    held.page = [];
    const [oldest] = held.after.keys();
    if (oldest !== undefined) held.after.delete(oldest);
  }

  #held(conversationId: string): HeldMessages {
    return (
      this.#messages.get(conversationId) ?? {
        page: [],
        pageSeq: 0,
        before: new Map<number, Message>(),
        after: new Map(),
      }
    );
  }

  #keepNewer(conversation: Conversation): void {
    const held = this.conversations.get(conversation.id);
    if (!held || held.version < conversation.version) this.conversations.set(conversation.id, conversation);
  }
}

function inOrder(messages: ReadonlyMap<number, Message>): Message[] {
  return [...messages].sort(([one], [other]) => one - other).map(([, message]) => message);
}
