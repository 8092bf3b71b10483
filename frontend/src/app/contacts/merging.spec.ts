import type { DistinctContactsPage, MergeOutlook, MergeSuggestion } from '#contract/contact-merging';
import { Notices } from '../errors';
import { wordsOf } from '../screens/testing/routed-screen';
import { until } from '../tabs/testing/until';
import { aContact, ContactsScreen } from './testing/contacts-screen';

describe('making one contact of two', () => {
  const ana = aContact(1, { name: 'Ana', notes: 'Paga tarde' });
  const anita = aContact(2, { name: 'Anita', stage: 'Cliente', notes: 'Del archivo', fields: { city: 'Lima' } });
  const zoe = aContact(3, { name: 'Zoe' });
  const suggestion: MergeSuggestion = { reason: 'same_field', fieldId: 'city', contacts: [ana, anita] };
  const same: MergeSuggestion = { reason: 'same_number', fieldId: null, contacts: [zoe, ana] };
  let screen: ContactsScreen;

  let notices: jasmine.SpyObj<Notices>;

  const open = async (view = '', items: readonly MergeSuggestion[] = [suggestion]) => {
    notices = jasmine.createSpyObj<Notices>('Notices', ['error', 'bug', 'success']);
    screen = new ContactsScreen('agent', [{ provide: Notices, useValue: notices }]);
    await screen.open(`/contacts${view}`);
    if (!view) await screen.answer([ana, anita, zoe]);
    await screen.answerSuggestions(items);
  };
  const button = (name: string) => {
    const buttons = [...screen.page.querySelectorAll<HTMLButtonElement>('button')];
    const found = buttons.filter((each) => (each.getAttribute('aria-label') ?? wordsOf(each)) === name).at(-1);
    if (!found) throw new Error(`There is no button "${name}".`);
    return found;
  };
  const press = async (name: string) => {
    const found = button(name);
    found.focus();
    found.click();
    await screen.settled();
  };
  const dialog = () => wordsOf(screen.page.querySelector('app-merge-dialog dialog'));
  const showOutlook = async (outlook: MergeOutlook) => {
    const seen = screen.server.expectOne(({ url, params }) => url === '/api/contacts/p1/merge' && params.has('with'));
    seen.flush({ contact: ana, other: anita, outlook, epoch: 'e1', seq: 100 });
    await screen.settled();
    return seen.request.params.get('with');
  };
  const number = { phoneNumber: '573000000001', spareNumber: null };

  it('shows how many may be one person, and why, before anything is done', async () => {
    await open('?view=duplicates', [suggestion, same]);
    expect(button('Duplicados (2)').getAttribute('aria-pressed')).toBe('true');
    const shown = [...screen.page.querySelectorAll('.pair')].map((pair) => wordsOf(pair));
    expect(shown[0]).toContain('El mismo nombre y el mismo valor de «Ciudad»');
    expect(shown[0]).toContain('+57 300 0000001');
    expect(shown[1]).toContain('El mismo número, escrito de dos formas');
  });

  it('reads on where a page has nobody, and says so where there is nobody at all', async () => {
    screen = new ContactsScreen();
    await screen.open('/contacts?view=duplicates');
    await screen.answerSuggestions([], 'next');
    expect(wordsOf(screen.page)).not.toContain('No hay duplicados a la vista');
    await screen.answerSuggestions([]);
    expect(wordsOf(screen.page)).toContain('No hay duplicados a la vista');
  });

  it('asks which values stay, says where messages go, and tells the server what was seen', async () => {
    await open('?view=duplicates');
    await press('Combinar Ana con Anita');
    expect(await showOutlook({ phoneNumber: '573000000001', spareNumber: '573000000002' })).toBe('p2');
    expect(dialog()).toContain('Los mensajes irán a +57 300 0000001.');
    expect(dialog()).toContain('Nadie tiene +57 300 0000002 en WhatsApp');
    expect((screen.found('#merge-notes') as HTMLTextAreaElement).value).toBe(
      'Paga tarde\nDel archivo\nOtro número: +573000000002',
    );
    const radios = [...screen.page.querySelectorAll<HTMLInputElement>('app-merge-dialog input[type=radio]')];
    expect(radios.map(({ name, value, checked }) => [name, value, checked])).toEqual([
      ['merge-name', 'this', true],
      ['merge-name', 'other', false],
      ['merge-stage', 'this', false],
      ['merge-stage', 'other', true],
      ['merge-city', 'this', false],
      ['merge-city', 'other', true],
    ]);
    radios[1]?.click();
    await press('Combinar');
    const merge = screen.server.expectOne({ method: 'POST', url: '/api/contacts/p1/merge' });
    expect(merge.request.body).toEqual({
      version: 1,
      with: { id: 'p2', version: 2 },
      phoneNumber: '573000000001',
      keep: {
        name: 'other',
        stage: 'other',
        notes: 'Paga tarde\nDel archivo\nOtro número: +573000000002',
        fields: { city: 'other' },
      },
    });
    // The event may be here before the answer.
    screen.realtime.emit('contact_removed', {
      clientCode: 'demo',
      at: '',
      seq: 119,
      contactId: 'p2',
      mergedInto: 'p1',
    });
    await screen.settled();
    const { conversations: _those, labels: _labels, ...contact } = ana;
    merge.flush({ contact, isDone: true, epoch: 'e1', seq: 120 });
    await screen.settled();

    expect(screen.realtime.snapshots).toContain(120);
    expect(await until(() => dialog() === '')).toBeTrue();
    await screen.settled();
    expect(wordsOf(screen.page.querySelector('.pair .actions'))).toBe('Ya son un solo contacto.');
    expect(document.activeElement?.textContent).toContain('Ya son un solo contacto.');
    expect(button('Duplicados')).toBeTruthy();
  });

  it('says why two accounts stay two, and offers nothing else', async () => {
    await open('?view=duplicates');
    await press('Combinar Ana con Anita');
    await showOutlook({ refused: 'two_accounts' });
    expect(dialog()).toContain('Cada uno es una cuenta de WhatsApp distinta.');
    expect(screen.page.querySelector('app-merge-dialog form')).toBeNull();
    await press('Cerrar');
    expect(await until(() => dialog() === '')).toBeTrue();
  });

  it('looks again where somebody was faster, and keeps what was typed', async () => {
    await open('?view=duplicates');
    await press('Combinar Ana con Anita');
    await showOutlook(number);
    const notes = screen.found('#merge-notes') as HTMLTextAreaElement;
    notes.value = 'Todo en orden';
    notes.dispatchEvent(new Event('input'));
    await press('Combinar');
    const refused = { type: 'conflict', title: '', status: 409, reason: 'changed' };
    screen.server
      .expectOne({ method: 'POST', url: '/api/contacts/p1/merge' })
      .flush(refused, { status: 409, statusText: 'Conflict' });
    await screen.settled();
    await showOutlook(number);
    expect(dialog()).toContain('Alguien cambió uno de los dos mientras tanto.');
    expect((screen.found('#merge-notes') as HTMLTextAreaElement).value).toBe('Todo en orden');
  });

  it('says where the notes of both are too long, and keeps them as they are', async () => {
    await open('?view=duplicates');
    await press('Combinar Ana con Anita');
    await showOutlook(number);
    await press('Combinar');
    const refused = { type: 'bad-request', title: '', status: 400, errors: [{ path: 'keep.notes', message: '' }] };
    screen.server
      .expectOne({ method: 'POST', url: '/api/contacts/p1/merge' })
      .flush(refused, { status: 400, statusText: 'Bad Request' });
    await screen.settled();
    expect(wordsOf(screen.page.querySelector('app-merge-dialog [role=alert]'))).toBe(
      'Las notas no caben en un solo contacto. Acórtalas.',
    );
    expect((screen.found('#merge-notes') as HTMLTextAreaElement).value).toBe('Paga tarde\nDel archivo');
    expect(button('Combinar').getAttribute('aria-disabled')).toBeNull();
  });

  it('says that many messages take a moment, and takes the pair away once it is done', async () => {
    await open('?view=duplicates');
    await press('Combinar Ana con Anita');
    await showOutlook(number);
    await press('Combinar');
    const { conversations: _those, labels: _labels, ...contact } = ana;
    screen.server
      .expectOne({ method: 'POST', url: '/api/contacts/p1/merge' })
      .flush({ contact, isDone: false, epoch: 'e1', seq: 120 });
    await screen.settled();
    expect(dialog()).toContain('Tienen muchos mensajes');
    await press('Cerrar');
    expect(wordsOf(screen.page.querySelector('.pair .actions'))).toBe('Se están combinando.');
  });

  it('suggests two no more who are said to be two people, until that is taken back', async () => {
    await open('?view=duplicates');
    await press('Ana y Anita son distintas');
    const said = screen.server.expectOne({ method: 'POST', url: '/api/contacts/distinct' });
    expect(said.request.body).toEqual({ contactIds: ['p1', 'p2'] });
    said.flush(null);
    await screen.settled();
    expect(wordsOf(screen.page.querySelector('.pair .actions'))).toContain('Quedaron como personas distintas.');
    expect(document.activeElement).toBe(button('Deshacer'));
    await press('Deshacer');
    screen.server.expectOne({ method: 'DELETE', url: '/api/contacts/distinct/p1/p2' }).flush(null);
    await screen.settled();
    expect(button('Combinar Ana con Anita')).toBeTruthy();
  });

  const pairs = () => [...screen.page.querySelectorAll('.pair .actions')].map((actions) => wordsOf(actions));
  const tellDistinct = async (seq: number) => {
    screen.realtime.emit('settings_changed', { clientCode: 'demo', at: '', seq, kind: 'distinctContacts' });
    await screen.settled();
  };

  it('follows what a colleague says of two, and keeps in its place what was decided here', async () => {
    await open('?view=duplicates', [suggestion, same]);
    await press('Ana y Anita son distintas');
    screen.server.expectOne({ method: 'POST', url: '/api/contacts/distinct' }).flush(null);
    await screen.settled();
    await tellDistinct(110);
    await screen.answerSuggestions([]);
    expect(pairs()).toEqual([jasmine.stringContaining('Quedaron como personas distintas.')]);

    await tellDistinct(111);
    await screen.answerSuggestions([suggestion]);
    expect(pairs().length).toBe(1);
    expect(button('Combinar Ana con Anita')).toBeTruthy();
  });

  it('shows anew who were said to be two people, where they are shown', async () => {
    await open('?view=duplicates');
    await tellDistinct(110);
    screen.server.expectNone('/api/contacts/distinct?limit=100');
    await press('Ver las marcadas como distintas');
    const answer = async (items: readonly DistinctContactsPage['items'][number][]) => {
      const asked = screen.server.expectOne(({ url, method }) => url === '/api/contacts/distinct' && method === 'GET');
      asked.flush({ items, nextCursor: null, epoch: 'e1', seq: 100 });
      await screen.settled();
    };
    await answer([]);
    expect(wordsOf(screen.page.querySelector('.distinct'))).toContain('Aún no se marcó a nadie.');
    await tellDistinct(111);
    await answer([{ contacts: [zoe, ana], at: '2026-11-28T10:00:00.000Z' }]);
    expect(wordsOf(screen.page.querySelector('.distinct'))).toContain('Zoe y Ana son distintas');
  });

  it('offers two again who could not be made one after all', async () => {
    await open('?view=duplicates');
    await press('Combinar Ana con Anita');
    await showOutlook(number);
    await press('Combinar');
    const { conversations: _those, labels: _labels, ...contact } = ana;
    screen.server
      .expectOne({ method: 'POST', url: '/api/contacts/p1/merge' })
      .flush({ contact, isDone: false, epoch: 'e1', seq: 120 });
    await screen.settled();
    await press('Cerrar');
    const params = { contactId: 'p1', name: 'Ana', otherId: 'p2', otherName: 'Anita', reason: 'two_accounts' };
    const news = { level: 'warning', code: 'merge_given_up', params } as const;
    screen.realtime.emit('system_message', { clientCode: 'demo', at: '', seq: 121, ...news });
    await screen.settled();
    expect(button('Combinar Ana con Anita')).toBeTruthy();
  });

  it('takes a pair away when a colleague has merged one of them', async () => {
    await open('?view=duplicates', [suggestion, same]);
    screen.realtime.emit('contact_removed', {
      clientCode: 'demo',
      at: '',
      seq: 110,
      contactId: 'p2',
      mergedInto: 'p1',
    });
    await screen.settled();
    expect(screen.page.querySelectorAll('.pair').length).toBe(1);
    expect(button('Duplicados (1)')).toBeTruthy();
  });

  const choose = async (name: string) => {
    screen.found(`input[aria-label="Elegir a ${name}"]`).click();
    await screen.settled();
  };
  const bar = () => wordsOf(screen.page.querySelector('app-selection-bar'));

  it('is offered for the two that are chosen in the table, and ends at the one that stays', async () => {
    await open();
    await choose('Ana');
    expect(bar()).not.toContain('Combinar');
    await choose('Anita');
    await press('Combinar');
    expect(await showOutlook(number)).toBe('p2');
    expect(dialog()).toContain('Combinar contactos');
    await press('Combinar');
    const { conversations: _those, labels: _labels, ...contact } = ana;
    screen.server
      .expectOne({ method: 'POST', url: '/api/contacts/p1/merge' })
      .flush({ contact, isDone: true, epoch: 'e1', seq: 120 });
    await until(() => screen.page.querySelector('app-contact-details') !== null);

    expect(notices.success).toHaveBeenCalledOnceWith('contactMerging.done', { name: 'Ana' });
    expect(screen.server.match('/api/contacts/p1').length).toBeGreaterThan(0);
    expect(bar()).toBe('');
  });

  it('counts nobody who is gone among the chosen', async () => {
    await open();
    await choose('Ana');
    await choose('Anita');
    expect(bar()).toContain('2 elegidos');
    screen.realtime.emit('contact_removed', { clientCode: 'demo', at: '', seq: 110, contactId: 'p2' });
    await screen.settled();
    expect(bar()).toContain('1 elegido');
    expect(bar()).not.toContain('Combinar');
  });

  it('says that one of the two is no more, and offers no further try', async () => {
    await open();
    await choose('Ana');
    await choose('Anita');
    await press('Combinar');
    const gone = { type: 'not-found', title: 'Not found', status: 404 };
    screen.server
      .expectOne(({ url, params }) => url === '/api/contacts/p1/merge' && params.has('with'))
      .flush(gone, { status: 404, statusText: 'Not found' });
    await screen.settled();
    expect(dialog()).toContain('Uno de los dos ya no existe');
    expect(dialog()).not.toContain('conexión');
  });

  it('leads from the old address of a contact to the one they became part of', async () => {
    await open();
    await screen.go('/contacts/p9');
    const gone = { type: 'not-found', title: 'Not found', status: 404, mergedInto: 'p1' };
    for (const request of screen.server.match('/api/contacts/p9'))
      request.flush(gone, { status: 404, statusText: 'Not found' });
    await screen.settled();
    expect(await until(() => screen.server.match('/api/contacts/p1').length > 0)).toBeTrue();
  });

  it('asks no more for a contact who is gone', async () => {
    await open();
    await screen.go('/contacts/p1');
    const { conversations, labels, ...contact } = ana;
    // What is known of them, and then their conversations.
    for (let part = 0; part < 2; part += 1) {
      for (const request of screen.server.match('/api/contacts/p1'))
        request.flush({ contact, conversations, labels, epoch: 'e1', seq: 100 });
      await screen.settled();
    }
    screen.realtime.emit('contact_removed', { clientCode: 'demo', at: '', seq: 110, contactId: 'p1' });
    screen.server.expectNone('/api/contacts/p1');
    await screen.settled();
    screen.server.expectNone('/api/contacts/p1');
  });

  it('is offered beside a contact, with whoever is looked for', async () => {
    await open();
    await screen.go('/contacts/p1');
    for (const request of screen.server.match('/api/contacts/p1')) {
      const { conversations: _those, labels: _labels, ...contact } = ana;
      request.flush({ contact, epoch: 'e1', seq: 100 });
    }
    await screen.settled();
    await press('Combinar con…');
    screen.asked().flush({ items: [ana, anita, zoe], nextCursor: null, epoch: 'e1', seq: 100 });
    await screen.settled();
    const found = wordsOf(screen.page.querySelector('app-merge-picker dialog'));
    expect(found).toContain('2 contactos');
    const [first] = screen.page.querySelectorAll<HTMLButtonElement>('app-merge-picker li button');
    expect(wordsOf(first ?? null)).toContain('Anita +57 300 0000002');
    first?.click();
    await screen.settled();
    expect(await showOutlook(number)).toBe('p2');
  });
});
