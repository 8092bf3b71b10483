import {
  afterRenderEffect,
  Component,
  computed,
  effect,
  type ElementRef,
  inject,
  linkedSignal,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import { provideTranslocoScope, TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { ConversationSearch } from '../chat/finding-conversations';
import { MarkedText } from '../found-text';
import { isShortcut } from '../shortcuts';
import { SignInStore } from '../sign-in';
import { ActiveItem, Avatar, Icon, Modal, stepOf } from '../ui';
import type { Choice, ChoiceGroup } from './choice';
import { fixedChoices } from './fixed-choices';
import { areMeant, matchingChoices } from './matching-choices';

/**
 * Leads to a conversation, a screen or an action by what it is called. Shown for as long as it exists; Esc, a click beside it
 * and the keys that opened it close it.
 */
@Component({
  selector: 'app-palette',
  imports: [Avatar, Icon, MarkedText, Modal, TranslocoDirective],
  templateUrl: './palette.html',
  styleUrl: './palette.css',
  providers: [provideTranslocoScope('palette', 'settings')],
  host: { '(click)': 'closeBeside($event)' },
})
export class Palette {
  readonly #router = inject(Router);
  readonly #transloco = inject(TranslocoService);
  readonly #fixed = fixedChoices();
  /** An operator sees no conversations. */
  readonly #search = inject(SignInStore).user()?.clientCode ? new ConversationSearch() : null;

  readonly closed = output();
  /** What somebody has decided for; the palette is closed by then. */
  readonly chosen = output<Choice>();

  protected readonly query = signal('');
  protected readonly groups = computed((): readonly ChoiceGroup[] => {
    const query = this.query();
    const conversations: ChoiceGroup = { name: 'conversations', choices: this.#conversations() };
    const fixed = this.#fixed().map(({ name, choices }) => ({ name, choices: matchingChoices(choices, query) }));
    const areFirst = query.trim() === '' || this.#search?.begins() === true;
    const first = areFirst ? [] : fixed.filter(({ choices }) => areMeant(choices, query));
    const last = fixed.filter((group) => !first.includes(group));
    return [...first, conversations, ...last].filter(({ choices }) => choices.length > 0);
  });
  readonly #choices = computed(() => this.groups().flatMap(({ choices }) => choices));
  protected readonly count = computed(() => this.#choices().length);
  protected readonly state = computed(() => this.#search?.state() ?? 'ready');
  readonly #active = new ActiveItem<Choice>(this.#choices, this.query);
  /** The one that Enter chooses. */
  protected readonly active = this.#active.item;
  /** Whoever is faster than the server means the first that it finds. */
  readonly #isAwaited = linkedSignal({ source: this.query, computation: () => false });
  private readonly dialog = viewChild<ElementRef<HTMLDialogElement>>('dialog');
  private readonly list = viewChild<ElementRef<HTMLElement>>('list');

  constructor() {
    effect(() => {
      const [isAwaited, choice, state] = [this.#isAwaited(), this.active(), this.state()];
      untracked(() => {
        if (isAwaited && choice) this.choose(choice);
        else if (state !== 'searching') this.#isAwaited.set(false);
      });
    });
    afterRenderEffect(() => {
      const id = this.active()?.id;
      const row = this.list()?.nativeElement.querySelector(`[data-choice="${CSS.escape(id ?? '')}"]`);
      row?.scrollIntoView({ block: 'nearest' });
    });
  }

  protected write(query: string): void {
    this.query.set(query);
    this.#search?.search(query);
  }

  protected takeKey(event: KeyboardEvent): void {
    const step = stepOf(event.key);
    if (event.isComposing) return;
    if (isShortcut(event, 'palette')) this.close();
    else if (step !== undefined) this.#active.go(step);
    else if (event.key === 'Enter') this.#chooseActive();
    else return;
    event.preventDefault();
  }

  protected pointAt(choice: Choice): void {
    this.#active.pointAt(choice);
  }

  protected choose(choice: Choice): void {
    // The focus goes back to where it was before something else takes it.
    this.close();
    this.chosen.emit(choice);
  }

  protected close(): void {
    this.dialog()?.nativeElement.close();
  }

  /** To the browser, what lies around a dialog is the dialog. */
  protected closeBeside({ target }: Event): void {
    if (target === this.dialog()?.nativeElement) this.close();
  }

  protected idOf(choice: Choice | null): string | null {
    return choice && `palette-${this.#choices().indexOf(choice)}`;
  }

  #chooseActive(): void {
    const active = this.active();
    if (active) this.choose(active);
    else this.#isAwaited.set(true);
  }

  #conversations(): readonly Choice[] {
    return (this.#search?.found() ?? []).map(({ conversation: { id, contact, status }, name, details }) => {
      const unnamed = contact.kind === 'group' ? 'palette.group' : 'palette.nameless';
      const closed = status === 'closed' ? [this.#transloco.translate('palette.closed')] : [];
      return {
        id,
        text: name || this.#transloco.translate(unnamed),
        alias: '',
        hint: [...details, ...closed].join(' · '),
        contact,
        take: () => this.#router.navigate(['/chat', id]),
      };
    });
  }
}
