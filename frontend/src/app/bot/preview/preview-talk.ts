import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import {
  concat,
  defer,
  EMPTY,
  ignoreElements,
  last,
  type Observable,
  of,
  race,
  Subject,
  Subscription,
  switchMap,
  take,
  timer,
} from 'rxjs';
import type { BotPreview, BotPreviewRequest, BotPreviewResponse } from '#contract/bot';
import { BOT_LIMITS } from '#contract/bot-limits';
import { ApiClient, toApiError } from '../../api';
import { sortError } from '../../errors';
import { type BotContent } from '../draft/bot-content';
import { BotDraft } from '../draft/bot-draft';
import { type Fault, faultsOf } from '../draft/bot-faults';
import { RuleWords } from '../rules/rule-words';
import { fatesOf, type Fate } from './fates';

/** What somebody has said while the bot is tried, or why nobody says anything. */
export interface Line {
  readonly id: number;
  readonly from: 'contact' | 'bot' | 'nobody';
  readonly text: string;
  /** It came before the bot had answered: so many messages are answered together, once. */
  readonly together?: number;
  /** Of what the bot says or does, or why it does not. */
  readonly verdict?: Verdict;
}

interface Verdict {
  readonly preview: BotPreview;
  readonly fates: readonly Fate[];
  /** When a rule for outside opening hours spoke. */
  readonly awayAt?: string;
}

/** As whom somebody writes. */
export interface Tried {
  readonly name: string;
  /** A moment in ISO 8601; undefined for now. */
  readonly at: string | undefined;
}

type TriedContent = Omit<BotContent, 'opening'>;

/** Stands for the number of whoever writes. */
const NUMBER = '+573001234567';
/** A language model may take a minute to answer. Milliseconds. */
const LONGEST = 75_000;
/** What the bot knows of a conversation that is tried: older messages are let go. */
const REMEMBERED = BOT_LIMITS.previewMessages;

/** A conversation in which the bot is tried as it stands in the draft, with the server's engine. Nothing of it is stored. */
@Injectable()
export class PreviewTalk {
  readonly #api = inject(ApiClient);
  readonly #draft = inject(BotDraft);
  readonly #words = inject(RuleWords);
  readonly #lines = signal<readonly Line[]>([]);
  readonly #stage = signal<'idle' | 'asking' | 'reading' | 'typing'>('idle');
  readonly #failure = signal<string | null>(null);
  readonly #skips = new Subject<void>();
  #answering = Subscription.EMPTY;
  #lastId = 0;

  readonly lines = this.#lines.asReadonly();
  /** What the bot is doing. */
  readonly stage = this.#stage.asReadonly();
  /** As a translation key. */
  readonly failure = this.#failure.asReadonly();
  /** Why the bot is off in this conversation, as it would be in one with a contact; null while it is on. */
  readonly off = computed(() => {
    for (const { verdict } of this.#lines()) {
      if (verdict?.preview.actions.some(({ kind }) => kind === 'hand_over')) return 'handedOver';
      if (verdict?.preview.silence === 'loop') return 'loop';
    }
    return null;
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.#answering.unsubscribe();
    });
  }

  /** What comes while the bot reads or types makes it begin anew, as with contacts. */
  write(text: string, tried: Tried): void {
    const count = this.#undealt() + 1;
    this.#add({ from: 'contact', text, ...(this.#stage() !== 'idle' && { together: count }) });
    this.#answering.unsubscribe();
    this.#failure.set(null);
    const content = this.#draft.content();
    if (content) this.#answer(withoutUnfinished(content), tried);
  }

  /** Does not wait for what is left of reading and typing. */
  skip(): void {
    this.#skips.next();
  }

  beginAnew(): void {
    this.#answering.unsubscribe();
    this.#lines.set([]);
    this.#stage.set('idle');
    this.#failure.set(null);
  }

  #answer(bot: TriedContent, { name, at }: Tried): void {
    if (faultsOfTried(bot).length > 0) {
      this.#fail('bot.preview.faulty');
      return;
    }
    this.#stage.set('asking');
    const said = this.#lines().flatMap(({ from, text }) => (from === 'nobody' ? [] : [{ from, text }]));
    const messages = said.slice(-REMEMBERED);
    const awayAt = this.#lines().findLast(({ verdict }) => verdict?.awayAt)?.verdict?.awayAt;
    const request: BotPreviewRequest = {
      bot,
      messages,
      since: Math.max(0, messages.length - this.#undealt()),
      botEnabled: this.off() === null,
      ...(awayAt !== undefined && { awayAt }),
      contact: { name, variables: { telefono: NUMBER, phone: NUMBER } },
      ...(at !== undefined && { at }),
    };
    this.#answering = this.#api
      .post<BotPreviewResponse>('/bot/preview', request, { timeout: LONGEST })
      .pipe(switchMap(({ preview }) => concat(this.#wait(preview), of(preview))))
      .subscribe({
        next: (preview) => {
          this.#stage.set('idle');
          this.#say(preview, bot, at ?? new Date().toISOString());
        },
        error: (thrown: unknown) => {
          const error = toApiError(thrown);
          this.#fail(
            this.#draft.hearRefusal(error, { ...bot, opening: null }) ? 'bot.preview.faulty' : sortError(error).message,
          );
        },
      });
  }

  /** As long as the bot reads, then as long as it types, unless somebody does not want to wait. */
  #wait({ silence, readingMs, typingMs }: BotPreview): Observable<never> {
    if (silence !== null) return EMPTY;
    const pause = (stage: 'reading' | 'typing', milliseconds: number) =>
      defer(() => {
        this.#stage.set(stage);
        return timer(milliseconds);
      });
    const whole = concat(pause('reading', readingMs), pause('typing', typingMs)).pipe(last());
    return race(whole, this.#skips).pipe(take(1), ignoreElements());
  }

  /** How many messages of the contact the bot has not dealt with. */
  #undealt(): number {
    const lines = this.#lines();
    return lines.length - 1 - lines.findLastIndex(({ verdict }) => verdict !== undefined);
  }

  #say(preview: BotPreview, bot: TriedContent, at: string): void {
    const rule = bot.rules.find(({ id }) => id === preview.ruleId);
    const isAway = preview.reply !== null && rule?.when.kind === 'outside_hours';
    const verdict: Verdict = {
      preview,
      fates: fatesOf(this.#draft.content()?.rules ?? [], bot.rules, preview, this.#words),
      ...(isAway && { awayAt: at }),
    };
    if (preview.reply) this.#add({ from: 'bot', text: preview.reply.text, verdict });
    else this.#add({ from: 'nobody', text: '', verdict });
  }

  #fail(message: string): void {
    this.#stage.set('idle');
    this.#failure.set(message);
  }

  #add(line: Omit<Line, 'id'>): void {
    this.#lines.update((lines) => [...lines, { ...line, id: ++this.#lastId }]);
  }
}

/** A rule that is half written does not keep the others from being tried; what the bot begins with is not tried. */
function withoutUnfinished({ opening: _, ...content }: BotContent): TriedContent {
  const unfinished = new Set(faultsOfTried(content).map(({ place }) => place.split('.').slice(0, 2).join('.')));
  return { ...content, rules: content.rules.filter(({ id }) => !unfinished.has(`rules.${id}`)) };
}

function faultsOfTried(content: TriedContent): Fault[] {
  return faultsOf({ ...content, opening: null });
}
