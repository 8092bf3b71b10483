import {
  afterNextRender,
  Component,
  computed,
  DOCUMENT,
  effect,
  inject,
  Injector,
  input,
  signal,
  untracked,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router, RouterLink, RouterOutlet } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { of, Subject } from 'rxjs';
import type { ContactChoice } from '#contract/contacts';
import type { Contact } from '#contract/conversations';
import { searchTerms } from '#contract/search-words';
import { RunAgentDialog } from '../agent-runs';
import { Duplicates, DuplicatesStore, MergeDialog, type Merged } from '../contact-merging';
import { DeletionsLine } from '../contact-deletion';
import { DebounceService } from '../debounce';
import { Notices } from '../errors';
import { fetchPhoneNumberGroups, Formats, Language } from '../i18n';
import { SignInStore } from '../sign-in';
import { Icon } from '../ui';
import { ContactBoard } from './board/contact-board';
import { ContactDialog } from './contact-dialog';
import { ContactFilters, type ListAddress, NO_STAGE } from './list/contact-filters';
import { ContactList } from './list/contact-list';
import { ContactTotals } from './list/contact-totals';
import { ContactsApi } from './list/contacts-api';
import { lastContactOf, sinceOf } from './list/last-contact';
import { narrowWidth } from './narrow-width';
import { ContactSelection } from './selection/contact-selection';
import { SelectionBar } from './selection/selection-bar';

/**
 * All who write to the client: found, narrowed down, added, and handed out as a file; as a table or by stage. The
 * address says which are listed.
 */
@Component({
  selector: 'app-contacts-page',
  imports: [
    ContactBoard,
    ContactDialog,
    ContactFilters,
    ContactList,
    Duplicates,
    DeletionsLine,
    Icon,
    MergeDialog,
    RouterLink,
    RouterOutlet,
    RunAgentDialog,
    SelectionBar,
    TranslocoDirective,
  ],
  providers: [ContactSelection, ContactTotals, DuplicatesStore],
  templateUrl: './contacts-page.html',
  styleUrl: './contacts-page.css',
})
export class ContactsPage {
  readonly #api = inject(ContactsApi);
  readonly #document = inject(DOCUMENT);
  readonly #duplicates = inject(DuplicatesStore);
  readonly #injector = inject(Injector);
  readonly #isNarrow = narrowWidth();
  readonly #language = inject(Language);
  readonly #notices = inject(Notices);
  readonly #router = inject(Router);
  readonly #transloco = inject(TranslocoService);
  readonly #typed = new Subject<string>();
  protected readonly formats = inject(Formats);
  protected readonly isAdmin = inject(SignInStore).isAdmin;
  protected readonly selection = inject(ContactSelection);
  protected readonly totals = inject(ContactTotals);

  readonly q = input<string>();
  readonly stage = input<string>();
  readonly label = input<string>();
  readonly last = input<string>();
  /** `board` or `duplicates`, else the table. */
  readonly view = input<string>();

  protected readonly adding = signal(false);
  /** The contact that is open beside the list; null for none. */
  protected readonly openId = signal<string | null>(null);
  protected readonly isBoard = computed(() => this.view() === 'board');
  protected readonly isDuplicates = computed(() => this.view() === 'duplicates');
  /** With how many there are, or how many at least. */
  protected readonly duplicatesName = computed(() => {
    const [open, more] = [this.#duplicates.open(), this.#duplicates.hasMore() ? '+' : ''];
    const [key, count] = [open === 0 ? 'name' : 'nameCount', `${this.formats.number(open)}${more}`];
    return this.#transloco.translate(`contactMerging.duplicates.${key}`, { count });
  });
  /** The board has all stages, of which a phone shows the one that the address names. */
  protected readonly choice = computed<ContactChoice>(() => {
    const [q, stage, label] = [searchTerms(this.q() ?? ''), this.isBoard() ? '' : this.stage(), this.label()];
    return {
      kind: 'person',
      ...(q && { q }),
      ...(stage && { stage: stage === NO_STAGE ? '' : stage }),
      ...(label && { label }),
      ...sinceOf(lastContactOf(this.last()), Date.now()),
    };
  });
  protected readonly isNarrowed = computed(() => Object.keys(this.choice()).length > 1);
  protected readonly exportAddress = computed(() => this.#api.exportAddress(this.choice(), this.#language.code()));

  constructor() {
    void fetchPhoneNumberGroups();
    this.#duplicates.look();
    effect(() => {
      const choice = this.choice();
      untracked(() => {
        this.totals.look(choice);
      });
    });
    effect(() => {
      if (!this.isBoard() || this.#isNarrow() || this.stage() === undefined) return;
      untracked(() => {
        this.show({ stage: null });
        this.#notices.info('contacts.board.allStages');
      });
    });
    this.#typed
      .pipe(
        inject(DebounceService).latest((text) => of(text), { atOnce: (text) => text === '' }),
        takeUntilDestroyed(),
      )
      .subscribe((text) => {
        this.show({ q: text.trim() || null });
      });
  }

  protected type(text: string): void {
    this.#typed.next(text);
  }

  protected show(queryParams: ListAddress): void {
    void this.#router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  /** The one that was added, or that has the number already. */
  protected open({ id }: Pick<Contact, 'id'>): void {
    this.adding.set(false);
    void this.#router.navigate(['/contacts', id], { queryParamsHandling: 'preserve' });
  }

  /** Where many messages take a moment, the dialog says so. */
  protected goOnWith({ id, name, isDone }: Merged): void {
    this.selection.clear();
    if (!isDone) return;
    this.#notices.success('contactMerging.done', { name });
    this.open({ id });
  }

  protected noteOpen(details: unknown): void {
    this.openId.set((details as { contactId: () => string }).contactId());
  }

  /** The keyboard goes back to where it came from. */
  protected noteClosed(): void {
    const id = this.openId();
    this.openId.set(null);
    // What lies behind a contact on a phone takes no focus before it is shown again.
    afterNextRender(() => this.#document.getElementById(`contact-${id ?? ''}`)?.focus(), { injector: this.#injector });
  }
}
