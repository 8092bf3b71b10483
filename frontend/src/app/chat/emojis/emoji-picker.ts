import {
  afterRenderEffect,
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import { placeBeside } from '../../ui';
import { EMOJI_GROUPS, type Emoji, type EmojiGroup } from './emoji-groups';
import { EmojiTable } from './emoji-table';
import { foundEmojis } from './found-emojis';
import { toned, TONES } from './skin-tone';
import { UsedEmojis } from './used-emojis';

const COLUMNS = 8;

/** All emojis, to be searched or looked through. Shown for as long as it exists, beside what opened it. */
@Component({
  selector: 'app-emoji-picker',
  imports: [TranslocoDirective],
  templateUrl: './emoji-picker.html',
  styleUrl: './emoji-picker.css',
  providers: [provideTranslocoScope('emojis')],
})
export class EmojiPicker {
  readonly #used = inject(UsedEmojis);
  protected readonly table = inject(EmojiTable);

  /** What it stands beside. */
  readonly opener = input.required<HTMLElement>();
  readonly picked = output<string>();
  readonly closed = output();

  protected readonly columns = COLUMNS;
  protected readonly tones = Array.from({ length: TONES + 1 }, (_, tone) => ({ tone, hand: toned('✋', tone) }));
  protected readonly tone = computed(() => this.#used.used().tone);
  /** As they were when it was opened, so that nothing moves below the pointer. */
  readonly #recent = this.#used.used().recent;
  protected readonly groups = [...(this.#recent.length > 0 ? ([['recent', '🕘']] as const) : []), ...EMOJI_GROUPS];
  protected readonly group = signal<EmojiGroup | 'recent'>(this.groups[0]?.[0] ?? 'smileys');
  protected readonly typed = signal('');
  protected readonly isSearching = computed(() => this.typed().trim() !== '');
  protected readonly shown = computed(() => {
    const groups = this.table.groups();
    if (!groups) return [];
    const group = this.group();
    if (this.isSearching()) return foundEmojis(groups, this.typed()).map((emoji) => this.#shownAs(emoji));
    return group === 'recent' ? this.#recentlyPicked() : groups[group].map((emoji) => this.#shownAs(emoji));
  });
  /** The one that the tabulator goes to. */
  protected readonly at = linkedSignal({ source: () => [this.group(), this.typed()], computation: () => 0 });
  private readonly panel = viewChild<ElementRef<HTMLElement>>('panel');
  private readonly grid = viewChild<ElementRef<HTMLElement>>('grid');

  constructor() {
    if (this.table.failed()) this.table.tryAgain();
    // Its texts come first.
    afterRenderEffect(() => {
      const panel = this.panel()?.nativeElement;
      if (!panel) return;
      panel.showPopover();
      placeBeside(panel, untracked(this.opener));
      panel.querySelector('input')?.focus();
    });
  }

  protected pick(emoji: string | undefined): void {
    if (emoji === undefined) return;
    this.#used.note(emoji);
    this.panel()?.nativeElement.hidePopover();
    this.picked.emit(emoji);
  }

  protected chooseTone(tone: number): void {
    this.#used.chooseTone(tone);
  }

  protected followToggle({ newState }: ToggleEvent): void {
    if (newState === 'closed') this.closed.emit();
  }

  /** From the search field into what was found: Enter takes the first. */
  protected leaveSearch(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Enter') this.pick(this.shown()[0]?.emoji);
    else if (event.key === 'ArrowDown') this.#goTo(0);
    else return;
    event.preventDefault();
  }

  protected moveWithin(event: KeyboardEvent): void {
    const last = this.shown().length - 1;
    const at = this.at();
    const to = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at + COLUMNS,
      ArrowUp: at - COLUMNS,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to < 0 && event.key === 'ArrowUp') this.panel()?.nativeElement.querySelector('input')?.focus();
    else this.#goTo(Math.max(0, Math.min(to, last)));
  }

  #goTo(place: number): void {
    this.at.set(place);
    const button = this.grid()?.nativeElement.children[place];
    if (button instanceof HTMLElement) button.focus();
  }

  #shownAs({ emoji, name, hasTones }: Emoji): { emoji: string; name: string } {
    return { emoji: hasTones ? toned(emoji, this.tone()) : emoji, name };
  }

  /** In the colour they were picked in. */
  #recentlyPicked(): { emoji: string; name: string }[] {
    const all = Object.values(this.table.groups() ?? {}).flat();
    const bare = (emoji: string) => emoji.replace(/[\p{Emoji_Modifier}\uFE0F]/gu, '');
    return this.#recent.map((emoji) => ({
      emoji,
      name: all.find((known) => bare(known.emoji) === bare(emoji))?.name ?? emoji,
    }));
  }
}
