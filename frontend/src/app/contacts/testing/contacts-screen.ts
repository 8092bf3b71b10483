import type { TestRequest } from '@angular/common/http/testing';
import type { Provider } from '@angular/core';
import type { MergeSuggestion } from '#contract/contact-merging';
import type { ContactCounts, ListedContact } from '#contract/contacts';
import runs from '../../../../public/i18n/agent-runs/es.json';
import merging from '../../../../public/i18n/contact-merging/es.json';
import deletion from '../../../../public/i18n/contact-deletion/es.json';
import panel from '../../../../public/i18n/contact-panel/es.json';
import es from '../../../../public/i18n/contacts/es.json';
import numbers from '../../../../public/i18n/phone-numbers/es.json';
import tableFiles from '../../../../public/i18n/table-files/es.json';
import { Notices } from '../../errors';
import { provideTestLanguages } from '../../i18n/testing/provide-test-languages';
import { RoutedScreen } from '../../screens/testing/routed-screen';
import { CONTACTS_ROUTES } from '../contacts-routes';

export function aContact(number: number, change: Partial<ListedContact> = {}): ListedContact {
  return {
    id: `p${String(number)}`,
    version: number,
    kind: 'person',
    name: `Persona ${String(number)}`,
    whatsappName: '',
    phoneNumber: `57300000000${String(number)}`,
    stage: null,
    notes: '',
    fields: {},
    agentRun: null,
    createdAt: '2026-11-01T10:00:00.000Z',
    conversations: [],
    labels: [],
    ...change,
  };
}

/** The screen of contacts as an agent, or an admin, sees and uses it; the spec answers for the server. */
export class ContactsScreen extends RoutedScreen {
  constructor(role: 'agent' | 'admin' = 'agent', providers: readonly Provider[] = []) {
    super(
      role,
      [{ path: 'contacts', children: CONTACTS_ROUTES }],
      [
        provideTestLanguages({
          'agent-runs/es': runs,
          'contact-merging/es': merging,
          'contact-deletion/es': deletion,
          'contacts/es': es,
          'contact-panel/es': panel,
          'phone-numbers/es': numbers,
          'table-files/es': tableFiles,
        }),
        { provide: Notices, useValue: jasmine.createSpyObj<Notices>('Notices', ['success', 'info', 'error', 'bug']) },
        ...providers,
      ],
    );
  }

  /** Answers with these contacts, and what else the screen asks for. */
  async answer(items: readonly ListedContact[], nextCursor: string | null = null): Promise<TestRequest> {
    this.answerBesides({ total: items.length, stages: [] });
    const page = this.asked();
    page.flush({ items, nextCursor, epoch: 'e1', seq: 100 });
    await this.settled();
    return page;
  }

  /** Answers with these contacts by stage, empty for none; more follow in each column where there is a cursor. */
  async answerBoard(
    columns: Record<string, readonly ListedContact[]>,
    nextCursor: string | null = null,
  ): Promise<void> {
    const stages = Object.entries(columns).map(([stage, { length }]) => ({ stage: stage || null, contacts: length }));
    this.answerBesides({ total: Object.values(columns).flat().length, stages });
    await this.settled();
    for (const page of this.pages()) {
      const items = columns[page.request.params.get('stage') ?? ''] ?? [];
      page.flush({ items, nextCursor, epoch: 'e1', seq: 100 });
    }
    await this.settled();
  }

  /** The pages of contacts that were asked for and are still wanted. */
  pages(): TestRequest[] {
    const pages = this.server.match(({ url, method }) => url === '/api/contacts' && method === 'GET');
    return pages.filter(({ cancelled }) => !cancelled);
  }

  /** The page of contacts that was asked for last. */
  asked(): TestRequest {
    const page = this.pages().at(-1);
    if (!page) throw new Error('No contacts were asked for.');
    return page;
  }

  /** Answers with contacts who may be one person, and what else the screen asks for. */
  async answerSuggestions(items: readonly MergeSuggestion[], nextCursor: string | null = null): Promise<void> {
    this.answerBesides({ total: 3, stages: [] });
    for (const request of this.server.match(({ url }) => url === '/api/contacts/merge-suggestions'))
      if (!request.cancelled) request.flush({ items, nextCursor, epoch: 'e1', seq: 100 });
    await this.settled();
  }

  /** Answers what else the screen asks for. */
  answerBesides(counts: Pick<ContactCounts, 'total' | 'stages'>): void {
    const stages = ['Nuevo', 'Cliente'].map((name) => ({ id: name, name }));
    const contactFields = [{ id: 'city', name: 'Ciudad' }];
    for (const request of this.server.match('/api/settings'))
      request.flush({ settings: { stages, contactFields, readReceipts: true } });
    for (const request of this.server.match('/api/labels')) request.flush({ items: [] });
    for (const request of this.server.match('/api/contacts/deletions'))
      request.flush({ items: [], epoch: 'e1', seq: 100 });
    for (const request of this.server.match('/api/whatsapp/sessions'))
      request.flush({ items: [], epoch: 'e1', seq: 1 });
    for (const request of this.server.match(({ url }) => url === '/api/contacts/counts'))
      if (!request.cancelled) request.flush({ ...counts, epoch: 'e1', seq: 100 });
  }

  override settled(): Promise<void> {
    return this.turns(40);
  }

  names(): string[] {
    return [...this.page.querySelectorAll('.row .name a')].map(({ textContent }) => textContent.trim());
  }

  /** A part that is there. */
  found(selector: string): HTMLElement {
    const part = this.page.querySelector<HTMLElement>(selector);
    if (!part) throw new Error(`There is no ${selector}.`);
    return part;
  }

  async choose(select: HTMLSelectElement, value: string): Promise<void> {
    select.value = value;
    select.dispatchEvent(new Event('change'));
    await this.settled();
  }
}
