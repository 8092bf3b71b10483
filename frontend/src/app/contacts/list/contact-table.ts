import { CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import { afterRenderEffect, Component, computed, inject, output, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import type { ListedContact } from '#contract/contacts';
import { AgentRunLine } from '../../agent-runs';
import { EnhancedErrorHandlerService } from '../../errors';
import { Formats, formatPhoneNumber } from '../../i18n';
import { contactName, isNamed } from '../../contact-names';
import { KnownContacts } from '../../known-contacts';
import { TeamSettings } from '../../team-settings';
import { Avatar, Icon } from '../../ui';
import { ContactLabels } from './contact-labels';
import { ContactsStore } from './contacts-store';
import { narrowWidth } from '../narrow-width';
import { ContactSelection } from '../selection/contact-selection';
import { SelectionBox } from '../selection/selection-box';
import { ShownColumns } from './shown-columns';

/** Pixels; a phone has room below the name for what is beside it elsewhere. The same as in `contact-table.css`. */
const ROW_HEIGHTS = { wide: 56, narrow: 76 };
/** More is loaded when fewer rows than this are left below. */
const AHEAD = 100;

/** The contacts of a choice, one a row, as far as was scrolled; where a contact stands is changed in its row. */
@Component({
  selector: 'app-contact-table',
  imports: [
    Avatar,
    CdkFixedSizeVirtualScroll,
    CdkVirtualForOf,
    CdkVirtualScrollViewport,
    AgentRunLine,
    ContactLabels,
    Icon,
    RouterLink,
    SelectionBox,
    TranslocoDirective,
    TranslocoPipe,
  ],
  templateUrl: './contact-table.html',
  styleUrl: './contact-table.css',
  host: { '[style.--own-columns]': 'columns.fields().length' },
})
export class ContactTable {
  readonly #contacts = inject(KnownContacts);
  readonly #errors = inject(EnhancedErrorHandlerService);
  protected readonly columns = inject(ShownColumns);
  protected readonly formats = inject(Formats);
  protected readonly selection = inject(ContactSelection);
  protected readonly settings = inject(TeamSettings);
  protected readonly store = inject(ContactsStore);

  readonly #isNarrow = narrowWidth();
  protected readonly rowHeight = computed(() => ROW_HEIGHTS[this.#isNarrow() ? 'narrow' : 'wide']);
  protected readonly rowCount = computed(() => (this.store.hasMore() ? -1 : this.store.rows().length + 1));
  protected readonly byId = (_index: number, { id }: ListedContact): string => id;
  /** Somebody changes where a contact stands, who is at this place of the list. */
  readonly moved = output<{ contact: ListedContact; index: number; stage: string }>();
  private readonly viewport = viewChild(CdkVirtualScrollViewport);

  constructor() {
    // It measures itself once, and knows nothing of rows that come.
    afterRenderEffect(() => {
      if (this.store.rows().length > 0) this.viewport()?.checkViewportSize();
    });
  }

  protected nameOf(contact: ListedContact): string {
    return contactName(contact);
  }

  /** Empty for whoever is called by it. */
  protected numberOf({ name, phoneNumber }: ListedContact): string {
    return phoneNumber !== null && isNamed({ name, phoneNumber }) ? formatPhoneNumber(phoneNumber) : '';
  }

  protected loadAhead(first: number): void {
    if (first + AHEAD >= this.store.rows().length && this.store.hasMore()) this.store.loadMore();
  }

  /** What the server does not take is taken back. */
  protected move(contact: ListedContact, index: number, choice: HTMLSelectElement): void {
    this.moved.emit({ contact, index, stage: choice.selectedOptions[0]?.text ?? '' });
    this.#contacts.change(contact.id, { stage: choice.value || null }).subscribe({
      error: (error: unknown) => {
        choice.value = contact.stage ?? '';
        this.#errors.tellFailure(error);
      },
    });
  }
}
