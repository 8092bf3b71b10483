import { Component, computed, inject, input, output } from '@angular/core';
import { answerAwaitedUntil, isUndecided } from '#contract/message-status';
import { FormattedText, textTokens } from '../../formatted-text';
import { Icon } from '../../ui';
import { MessageAuthors } from '../authors/message-authors';
import { ContactCards } from '../message-contents/contact-cards';
import { MessageChoices } from '../message-contents/message-choices';
import { MessageLocation } from '../message-contents/message-location';
import { MessageMedia } from '../message-contents/message-media';
import { MessageOrder } from '../message-contents/message-order';
import { MessageOrigin } from '../message-contents/message-origin';
import { MessageReactions } from '../message-contents/message-reactions';
import { QuotedMessage } from '../message-contents/quoted-message';
import { DateWords } from '../dates/date-words';
import { heldUp } from './held-up';
import type { MessageRow } from './message-rows';
import { MessageTick } from './message-tick';
import { SenderColours } from './sender-colours';

/** Reasons there are words for; whatever else happened is told in general ones. */
const knownFailures: ReadonlySet<string> = new Set([
  'not-found',
  'forbidden',
  'conflict',
  'bad-request',
  'too-large',
  'not_on_whatsapp',
  'unlinked',
  'not_in_group',
  'only_admins_write',
  'file_missing',
  'undeliverable',
  'window_closed',
  'marketing_limited',
  'marketing_declined',
  'spam_limit',
  'payment_missing',
  'kind_unsupported',
  'file_refused',
  'file-refused',
  'upload_failed',
  'template_gone',
  'template_unfit',
  'template_refused',
  'template_paused',
  'country_restricted',
]);

/** One message: who wrote it, what it says, when, and how far it got. */
@Component({
  selector: 'app-message-bubble',
  imports: [
    ContactCards,
    FormattedText,
    Icon,
    MessageChoices,
    MessageLocation,
    MessageMedia,
    MessageOrder,
    MessageOrigin,
    MessageReactions,
    MessageTick,
    QuotedMessage,
  ],
  templateUrl: './message-bubble.html',
  styleUrl: './message-bubble.css',
  host: {
    '[class.outgoing]': "message().direction === 'out'",
    '[class.starts-group]': 'row().startsGroup',
    '[class.note]': "message().type === 'note'",
    '[class.sticker]': "message().type === 'sticker'",
  },
})
export class MessageBubble {
  readonly #authors = inject(MessageAuthors);
  readonly #senderColours = inject(SenderColours);
  protected readonly dates = inject(DateWords);

  readonly row = input.required<MessageRow>();
  /**
   * The texts of the chat and of a conversation, from the list: asking for them in each bubble would cost more than the rest
   * of it. It is another function in another language.
   */
  readonly words = input.required<(key: string, params?: Readonly<Record<string, string>>) => string>();
  /** Whether the line it would leave through is gone. */
  readonly isLineRemoved = input(false);
  /** Whether something can be sent to the contact now. */
  readonly canSend = input(true);
  /** Whom the conversation is with. */
  readonly contactName = input('');
  /** The same, where that is one person and not a group. */
  readonly personName = input('');
  /** A person wants to see what can be done with it; with the button they pressed. */
  readonly menuWanted = output<HTMLElement>();
  /** A person wants to see what it answers; with that message's id. */
  readonly quoteOpened = output<string>();
  /** The emoji to react with; empty to take the team's own back. */
  readonly reacted = output<string>();
  readonly mediaOpened = output();
  readonly mediaRefetched = output();
  /** A person wants a message that did not go out to be sent again. */
  readonly retried = output();
  /** A person leaves a message as it is of which nobody knows whether it arrived. */
  readonly left = output();
  /** A person gives up a message that the server refused. */
  readonly discarded = output();
  /** A person no longer wants a message to be sent that still waits. */
  readonly cancelled = output();

  protected readonly bubble = computed(() => this.row().bubble);
  protected readonly message = computed(() => this.bubble().message);
  /** Since when it waits in this browser; null when it does not. */
  readonly #waitsSince = computed(() => {
    const { state, message } = this.bubble();
    return state === 'waiting' || state === 'trying' ? message.createdAt : null;
  });
  protected readonly isHeldUp = heldUp(this.#waitsSince);
  /** Whether anything stands above the words: one question instead of one for each such thing, which few messages have. */
  protected readonly hasMoreThanText = computed(() => {
    const { message, uploaded } = this.bubble();
    return (
      message.type !== 'text' ||
      message.quoted !== undefined ||
      message.order !== undefined ||
      uploaded !== undefined ||
      this.hasOrigin()
    );
  });
  /** Whether anything stands below the bubble, likewise. */
  protected readonly hasMoreBelow = computed(
    () =>
      this.message().reactions !== undefined ||
      this.failure() !== null ||
      this.isUndecided() ||
      this.awaitedUntil() !== undefined ||
      this.isHeldUp(),
  );
  protected readonly isUndecided = computed(() => isUndecided(this.message()));
  protected readonly awaitedUntil = computed(() => answerAwaitedUntil(this.message()));
  /** Whether there is more to it than words for what it is. */
  protected readonly isShown = computed(() => {
    const { type, media, location, contacts } = this.message();
    return (
      type === 'text' || type === 'note' || media !== undefined || location !== undefined || contacts !== undefined
    );
  });
  protected readonly hasOrigin = computed(() => {
    const { forwarded, template, referral, interactive } = this.message();
    return forwarded === true || template !== undefined || referral !== undefined || interactive?.header !== undefined;
  });
  protected readonly tokens = computed(() => textTokens(this.message().text ?? ''));
  /** Who wrote it, where that is said: in a group by each bubble, though not always for everyone to see. */
  protected readonly author = computed(() => {
    const { contactId, direction, participant, participantId } = this.message();
    const { startsGroup } = this.row();
    if (participant) {
      // The colour tells them apart beside the name itself.
      const colour = participantId === undefined ? null : this.#senderColours.of(contactId, participantId);
      return { name: participant, word: 'contact' as const, colour, isHidden: !startsGroup };
    }
    return startsGroup && direction === 'out'
      ? { ...this.#authors.authorOf(this.message()), colour: null, isHidden: false }
      : null;
  });
  /** Why it did not go out, as a translation key. */
  protected readonly failure = computed(() => {
    const { message, refusal } = this.bubble();
    const reason = refusal ?? message.error?.code ?? 'unknown';
    if (message.status !== 'failed') return null;
    if (reason === 'bad-request' && (message.template ?? message.interactive)) return 'not_taken';
    return knownFailures.has(reason) ? reason : 'unknown';
  });
  /** Whether it may go out if it is sent again as it is. */
  protected readonly isWorthRetrying = computed(() => {
    const failure = this.failure();
    return failure !== 'not_taken' && (failure !== 'window_closed' || this.canSend());
  });
}
