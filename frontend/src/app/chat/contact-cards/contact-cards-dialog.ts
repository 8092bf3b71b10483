import {
  afterNextRender,
  Component,
  computed,
  type ElementRef,
  inject,
  Injector,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import type { Contact } from '#contract/conversations';
import type { ContactCard } from '#contract/messages';
import { formatPhoneNumber } from '../../i18n';
import { Lines } from '../../lines';
import { Avatar, Dialog, Icon, stepOf } from '../../ui';
import { UnsavedChanges } from '../../unsaved-changes';
import { contactName } from '../../contact-names';
import { ContactCards } from '../message-contents/contact-cards';
import { MakerForm } from '../message-makers/maker-form';
import type { Written } from '../sending';
import { ContactSearch } from './contact-search';
import { TypedCard } from './typed-card';

/** As many as one message takes. */
const MOST_CARDS = 20;
const LONGEST_NAME = 200;

/** A card that will be sent; `id` is the contact's, where it is one of the client's. */
interface ChosenCard {
  readonly id: string;
  readonly card: ContactCard;
}

/** Makes contact cards ready to be sent: of the client's contacts, or written down. Shown for as long as it exists. */
@Component({
  selector: 'app-contact-cards-dialog',
  imports: [Avatar, ContactCards, Dialog, Icon, MakerForm, TranslocoDirective, TypedCard],
  templateUrl: './contact-cards-dialog.html',
  styleUrl: './contact-cards-dialog.css',
  providers: [provideTranslocoScope('chat', 'conversation', 'contact-cards')],
})
export class ContactCardsDialog {
  readonly #injector = inject(Injector);
  readonly #lines = inject(Lines);

  /** The line it will leave on. */
  readonly sessionId = input.required<string>();
  readonly made = output<Written>();
  readonly closed = output();

  protected readonly most = MOST_CARDS;
  protected readonly search = new ContactSearch();
  protected readonly chosen = signal<readonly ChosenCard[]>([]);
  protected readonly cards = computed(() => this.chosen().map(({ card }) => card));
  protected readonly isFull = computed(() => this.chosen().length >= MOST_CARDS);
  /** Whether somebody is written down who is not among the contacts. */
  protected readonly isTyping = signal(false);
  /** People of the line's own country need not type its code. */
  protected readonly neighbour = computed(() => this.#lines.find(this.sessionId())?.lastPhoneNumber ?? null);
  protected readonly holdsWork = computed(() => this.chosen().length > 0 || this.typedCard()?.isEmpty() === false);
  /** That nobody is chosen is told once somebody wanted to send it. */
  readonly #isTried = signal(false);
  protected readonly isMissing = computed(() => this.#isTried() && this.chosen().length === 0);
  #typedCount = 0;
  private readonly dialog = viewChild(Dialog);
  private readonly searchField = viewChild<ElementRef<HTMLInputElement>>('query');
  private readonly typedCard = viewChild(TypedCard);

  constructor() {
    inject(UnsavedChanges).watch(() => this.holdsWork());
  }

  protected nameOf(contact: Contact): string {
    return contactName(contact);
  }

  protected numberOf({ phoneNumber }: Contact): string {
    return formatPhoneNumber(phoneNumber ?? '');
  }

  protected isChosen(id: string): boolean {
    return this.chosen().some((card) => card.id === id);
  }

  /** Takes a contact along, or not any more. */
  protected toggle(contact: Contact): void {
    const { id, phoneNumber } = contact;
    if (this.isChosen(id)) this.takeOut(id);
    else if (phoneNumber !== null && !this.isFull()) {
      const card = { name: contactName(contact).slice(0, LONGEST_NAME), phoneNumbers: [phoneNumber] };
      this.chosen.update((cards) => [...cards, { id, card }]);
    }
  }

  protected takeTyped(card: ContactCard): void {
    this.#typedCount += 1;
    const id = `typed-${this.#typedCount}`;
    this.chosen.update((cards) => [...cards, { id, card }]);
  }

  protected takeOut(id: string): void {
    this.chosen.update((cards) => cards.filter((card) => card.id !== id));
  }

  /** What was pressed is gone, and where there were as many as can be, the search is back. */
  protected takeOutHere(id: string): void {
    this.takeOut(id);
    afterNextRender(() => this.searchField()?.nativeElement.focus(), { injector: this.#injector });
  }

  /** With the arrows from one to the next, and from the search into the list. */
  protected moveFocus(event: Event, list: HTMLElement): void {
    const step = stepOf((event as KeyboardEvent).key);
    if (step === undefined) return;
    event.preventDefault();
    const stops = [...list.querySelectorAll<HTMLElement>('.input, .hit')];
    stops[stops.findIndex((stop) => stop.matches(':focus')) + step]?.focus();
  }

  /** Enter takes the first that was found, and never sends what is half made. */
  protected takeFirst(event: Event): void {
    event.preventDefault();
    const [first] = this.search.state() === 'ready' ? this.search.contacts() : [];
    if (first && !this.isChosen(first.id)) this.toggle(first);
  }

  protected send(): void {
    this.#isTried.set(true);
    const typed = this.typedCard();
    if (typed && !typed.isEmpty() && !typed.add()) return;
    if (this.chosen().length === 0) {
      this.searchField()?.nativeElement.focus();
      return;
    }
    this.made.emit({ text: '', contacts: this.cards() });
    this.dialog()?.close();
  }
}
