import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { Bot, BotRule } from '#contract/bot';
import { kindOfRuns } from '#contract/pace-of-runs';
import { type ApiError, toApiError } from '../../api';
import { EnhancedErrorHandlerService, sortError } from '../../errors';
import { Lines } from '../../lines';
import { TeamSettings } from '../../team-settings';
import { UnsavedChanges } from '../../unsaved-changes';
import { BotState } from '../bot-state';
import { type BotContent, changedParts, contentOf, isSame, merge, type Part, withParts } from './bot-content';
import { type Fault, faultsOf } from './bot-faults';
import { placeOf, valueAt } from './places';

/** What the draft was made from. */
interface Base {
  readonly version: number;
  readonly content: BotContent;
}

/** What the server has refused, for as long as it is what it was. */
interface Refusal extends Fault {
  readonly value: unknown;
}

/** What a refusal means, by the end of the path it names. */
const REFUSED: Readonly<Record<string, string>> = {
  'when.pattern': 'refusedPattern',
  'reply.text': 'refusedVariables',
  'responder.url': 'refusedUrl',
  'opening.sessionId': 'refusedLine',
  'opening.template': 'refusedTemplate',
  'opening.text': 'refusedVariables',
  'gapSeconds.from': 'pace',
  'pace.perMinute': 'pace',
  'pace.perDay': 'pace',
};

/** What a colleague has saved while the same was being changed here. */
interface Clash {
  readonly base: Base;
  readonly parts: readonly Part[];
}

/** The bot as somebody is changing it, until it is saved. Nothing of it is lost by what a colleague saves meanwhile. */
@Injectable()
export class BotDraft {
  readonly #state = inject(BotState);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #lines = inject(Lines);
  readonly #settings = inject(TeamSettings);
  readonly #base = signal<Base | null>(null);
  readonly #content = signal<BotContent | null>(null);
  readonly #refusals = signal<readonly Refusal[]>([]);
  readonly #clash = signal<Clash | null>(null);
  readonly #joined = signal<readonly Part[]>([]);
  readonly #tried = signal(false);
  readonly #sending = signal(false);
  readonly #failure = signal<string | null>(null);

  /** Null until it is known. */
  readonly content = this.#content.asReadonly();
  /** What would be lost. */
  readonly changed = computed<readonly Part[]>(() => {
    const [base, content] = [this.#base(), this.#content()];
    return base && content ? changedParts(base.content, content) : [];
  });
  readonly isDirty = computed(() => this.changed().length > 0);
  readonly isSending = this.#sending.asReadonly();
  /** The parts that a colleague has saved otherwise than they are here, until somebody decides. */
  readonly clashes = computed(() => this.#clash()?.parts ?? []);
  /** The parts that a colleague has saved meanwhile, which are now here too. */
  readonly joined = this.#joined.asReadonly();
  /** What went wrong with all of it, as a translation key. */
  readonly failure = this.#failure.asReadonly();
  /** The rule that is open, by its id. */
  readonly openRule = signal<string | null>(null);

  /** What texts may name of contacts besides name and number; null until it is known. */
  readonly #names = computed(() =>
    this.#settings.all() === undefined ? null : this.#settings.contactFields().map(({ name }) => name),
  );

  /** By which the pace of the first message is judged; null until the lines are known. */
  readonly #kind = computed(() => (this.#lines.find('') === undefined ? null : kindOfRuns(this.#lines.all())));

  /** What is wrong, in the order of the screen: what is only missing is said when it is to be saved. */
  readonly faults = computed<readonly Fault[]>(() => {
    const content = this.#content();
    if (!content) return [];
    const refused = this.#refusals().filter(({ place, value }) => isSame(valueAt(content, place), value));
    const own = faultsOf(content, this.#names(), this.#kind()).filter(({ isMissing }) => this.#tried() || !isMissing);
    return [...own, ...refused.filter(({ place }) => own.every((fault) => fault.place !== place))];
  });

  constructor() {
    effect(() => {
      const bot = this.#state.bot();
      // The answer to what is being saved is no colleague's.
      if (!bot || this.#sending()) return;
      untracked(() => {
        this.#hear(bot);
      });
    });
    inject(UnsavedChanges).watch(this.isDirty);
  }

  /** All that is wrong there. */
  faultsAt(place: string): readonly Fault[] {
    return this.faults().filter((fault) => fault.place === place);
  }

  isWrongAt(place: string): boolean {
    return this.faultsAt(place).length > 0;
  }

  /** How many things are wrong in a part, or in what lies below this place. */
  faultsWithin(place: string): number {
    return this.faults().filter((fault) => fault.place === place || fault.place.startsWith(`${place}.`)).length;
  }

  change(change: Partial<BotContent>): void {
    this.#content.update((content) => content && { ...content, ...change });
    this.#failure.set(null);
  }

  changeRules(step: (rules: readonly BotRule[]) => readonly BotRule[]): void {
    const content = this.#content();
    if (content) this.change({ rules: [...step(content.rules)] });
  }

  changeRule(id: string, change: Partial<BotRule>): void {
    this.changeRules((rules) => rules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule)));
  }

  /** As it was saved last. */
  discard(): void {
    const base = this.#clash()?.base ?? this.#base();
    if (base) this.#begin(base, base.content);
  }

  /** Both have changed the same: what was written here stays, to be saved over it. */
  keepMine(): void {
    const [clash, content] = [this.#clash(), this.#content()];
    if (clash && content) this.#begin(clash.base, content);
  }

  /** Both have changed the same: what the colleague has saved counts. */
  takeTheirs(): void {
    const [clash, content] = [this.#clash(), this.#content()];
    if (clash && content) this.#begin(clash.base, withParts(content, clash.base.content, clash.parts));
  }

  /** Resolves to whether the server has taken it. */
  async save(): Promise<boolean> {
    const [base, content] = [this.#base(), this.#content()];
    if (!base || !content || this.#sending() || this.#clash()) return false;
    this.#tried.set(true);
    this.#failure.set(null);
    if (faultsOf(content, this.#names(), this.#kind()).length > 0) return false;
    this.#sending.set(true);
    try {
      const { bot } = await firstValueFrom(this.#state.save({ version: base.version, ...content }));
      const saved = { version: bot.version, content: contentOf(bot) };
      this.#begin(saved, this.#content() === content ? saved.content : (this.#content() ?? content));
      return true;
    } catch (error) {
      this.#refuse(toApiError(error), content);
      return false;
    } finally {
      this.#sending.set(false);
    }
  }

  #begin(base: Base, content: BotContent): void {
    this.#base.set(base);
    this.#content.set(content);
    this.#clash.set(null);
    this.#joined.set([]);
    this.#refusals.set([]);
    this.#tried.set(false);
    this.#failure.set(null);
  }

  /** What a colleague has saved: it is here at once, but never instead of what was written here. */
  #hear(bot: Bot): void {
    const [base, content] = [this.#clash()?.base ?? this.#base(), this.#content()];
    if (base && bot.version <= base.version) return;
    const theirs = { version: bot.version, content: contentOf(bot) };
    if (!base || !content || !this.isDirty()) {
      this.#begin(theirs, theirs.content);
      return;
    }
    const origin = this.#base()?.content ?? base.content;
    const merged = merge(origin, content, theirs.content);
    this.#content.set(merged.content);
    if (merged.clashes.length > 0) {
      // What both have from the colleague is no change of anybody here any more.
      this.#base.set({ version: base.version, content: withParts(theirs.content, origin, merged.clashes) });
      this.#clash.set({ base: theirs, parts: merged.clashes });
    } else {
      this.#base.set(theirs);
      this.#clash.set(null);
      this.#joined.set(changedParts(origin, theirs.content));
    }
  }

  /** Notes what the server has refused of a content, beside its fields; whether it named any. */
  hearRefusal(error: ApiError, content: BotContent): boolean {
    const refusals = error.errors.flatMap(({ path }): Refusal[] => {
      // What is tried stands below `bot`.
      const place = placeOf(path.replace(/^bot\./, ''), content);
      const kind = REFUSED[path.split('.').slice(-2).join('.')] ?? 'refused';
      return place === null ? [] : [{ place, kind, isMissing: false, value: valueAt(content, place) }];
    });
    this.#refusals.set(refusals);
    return refusals.length > 0;
  }

  #refuse(error: ApiError, content: BotContent): void {
    if (this.hearRefusal(error, content)) return;
    const { kind, message } = sortError(error);
    if (kind === 'bug') this.#errors.tellFailure(error);
    this.#failure.set(error.type === 'conflict' ? 'bot.save.overtaken' : message);
    if (error.type === 'conflict') this.#state.renew();
  }
}
