import { CdkDropListGroup } from '@angular/cdk/drag-drop';
import { CdkScrollable } from '@angular/cdk/scrolling';
import {
  afterNextRender,
  Component,
  computed,
  DOCUMENT,
  effect,
  inject,
  Injector,
  input,
  output,
  signal,
  untracked,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ContactChoice, ListedContact } from '#contract/contacts';
import { contactName } from '../../contact-names';
import { Formats } from '../../i18n';
import { TeamSettings } from '../../team-settings';
import { ErrorState, Skeleton } from '../../ui';
import { NO_STAGE } from '../list/contact-filters';
import { ContactTotals } from '../list/contact-totals';
import { narrowWidth } from '../narrow-width';
import { BoardColumn } from './board-column';
import { BoardMoves } from './board-moves';
import type { Column } from './column';
import { MoveMenu } from './move-menu';

interface OpenMenu {
  readonly contact: ListedContact;
  readonly opener: HTMLElement;
}

/** Contacts by stage, a column each, moved by mouse and keyboard. On a phone one column at a time. */
@Component({
  selector: 'app-contact-board',
  imports: [BoardColumn, CdkDropListGroup, CdkScrollable, ErrorState, MoveMenu, Skeleton, TranslocoDirective],
  providers: [BoardMoves],
  templateUrl: './contact-board.html',
  styleUrl: './contact-board.css',
})
export class ContactBoard {
  readonly #document = inject(DOCUMENT);
  readonly #injector = inject(Injector);
  readonly #moves = inject(BoardMoves);
  protected readonly formats = inject(Formats);
  protected readonly settings = inject(TeamSettings);
  protected readonly totals = inject(ContactTotals);

  /** What is searched and filtered for in all columns. */
  readonly choice = input.required<ContactChoice>();
  /** The column that a phone shows: the id of a stage, or `none`; the first where that is no column. */
  readonly shown = input<string>();
  readonly shownWanted = output<string>();

  protected readonly columns = computed<readonly Column[]>(() => [
    { stage: null, name: '' },
    ...this.settings.stages().map(({ id, name }) => ({ stage: id, name })),
  ]);
  protected readonly shownColumn = computed(
    () => this.columns().find((column) => this.wordOf(column) === this.shown()) ?? this.columns()[0],
  );
  /** Whether one column is shown at a time. */
  protected readonly isNarrow = narrowWidth();
  /** At most one; the next is another one. */
  protected readonly menus = signal<readonly OpenMenu[]>([]);
  /** Where a contact has gone, for whoever does not see it. */
  protected readonly told = signal<{ key: 'moved' | 'refused'; name: string; stage: string } | null>(null);

  constructor() {
    effect(() => {
      this.choice();
      untracked(() => {
        this.#moves.forget();
      });
    });
    this.#moves.refused$.pipe(takeUntilDestroyed()).subscribe((contact) => {
      this.#tell('refused', contact, contact.stage);
      if (this.#hasFocus(contact)) this.#lead(contact);
    });
  }

  /** The column as the address names it. */
  protected wordOf({ stage }: Column): string {
    return stage ?? NO_STAGE;
  }

  protected othersThan({ stage }: ListedContact): readonly Column[] {
    return this.columns().filter((column) => column.stage !== stage);
  }

  protected move(contact: ListedContact, to: Column | undefined): void {
    if (!to) return;
    this.#moves.move(contact, to.stage);
    this.#tell('moved', contact, to.stage);
    this.#lead(contact);
  }

  protected openMenu(menu: OpenMenu): void {
    this.menus.set([menu]);
  }

  protected closeMenu(menu: OpenMenu): void {
    this.menus.update((menus) => menus.filter((open) => open !== menu));
  }

  #tell(key: 'moved' | 'refused', contact: ListedContact, id: string | null): void {
    const stage = this.columns().find((column) => column.stage === id)?.name ?? '';
    this.told.set({ key, name: contactName(contact), stage });
  }

  #hasFocus({ id }: ListedContact): boolean {
    return this.#linkOf(id)?.closest('li')?.contains(this.#document.activeElement) ?? false;
  }

  /** The keyboard goes along with the contact; on a phone, which does not show where, to the choice of columns. */
  #lead({ id }: ListedContact): void {
    afterNextRender(
      () => {
        const link = this.#linkOf(id);
        if (link?.checkVisibility()) {
          link.focus();
          link.closest('li')?.scrollIntoView({ block: 'nearest' });
        } else this.#document.getElementById('board-column')?.focus();
      },
      { injector: this.#injector },
    );
  }

  #linkOf(id: string): HTMLElement | null {
    return this.#document.getElementById(`contact-${id}`);
  }
}
