import { until } from '../tabs/testing/until';
import { aContact, ContactsScreen } from './testing/contacts-screen';

describe('the screen of contacts', () => {
  let screen: ContactsScreen;

  beforeEach(async () => {
    screen = new ContactsScreen();
    await screen.open('/contacts');
  });

  it('lists people by name, with how many there are', async () => {
    const { request } = await screen.answer([aContact(1), aContact(2)]);
    expect(await until(() => screen.names().length === 2)).toBeTrue();

    expect(request.params.get('kind')).toBe('person');
    expect(screen.found('.count').textContent.trim()).toBe('2 contactos');
  });

  it('says so where there is nobody, and where it could not be read', async () => {
    screen.asked().flush(null, { status: 403, statusText: 'Forbidden' });
    await screen.settled();
    screen.found('app-error-state button').click();
    await screen.settled();
    await screen.answer([]);

    expect(screen.found('app-empty-state').textContent).toContain('Aún no hay contactos');
  });

  it('is narrowed down by stage and time; the address and the export say so', async () => {
    await screen.answer([aContact(1)]);
    const [stage, , last] = screen.page.querySelectorAll<HTMLSelectElement>('app-contact-filters select');
    if (!stage || !last) throw new Error('There are no filters.');
    await screen.choose(stage, 'none');
    expect(await until(() => screen.url === '/contacts?stage=none')).toBeTrue();
    await screen.settled();
    expect((await screen.answer([])).request.params.get('stage')).toBe('');
    await screen.choose(last, 'not-30');
    expect(await until(() => screen.url === '/contacts?stage=none&last=not-30')).toBeTrue();
    await screen.settled();

    expect((await screen.answer([])).request.params.has('quietSince')).toBeTrue();
    expect(screen.found('app-empty-state').textContent).toContain('Nadie coincide');
    const address = screen.found('.toolbar a').getAttribute('href');
    expect(address).toMatch(/^\/api\/contacts\/export\.csv\?kind=person&stage=&quietSince=.*&language=es$/);
  });

  it('searches a number by its digits, however it is written', async () => {
    await screen.answer([]);
    for (const [typed, asked] of [
      ['+52 55 1000 1000', '525510001000'],
      ['(55) 1000-1000', '5510001000'],
      ['+5215510001000', '5510001000'],
      ['Ana 2', 'Ana 2'],
    ] as const) {
      await screen.go(`/contacts?q=${encodeURIComponent(typed)}`);
      expect((await screen.answer([])).request.params.get('q'))
        .withContext(typed)
        .toBe(asked);
    }
  });

  it('shows what an import has brought, and what was there until then', async () => {
    await screen.answer([aContact(1)]);
    expect(await until(() => screen.names().length === 1)).toBeTrue();
    screen.realtime.emit('contacts_imported', { clientCode: 'demo', at: '', seq: 101, created: 1, changed: 0 });
    await screen.settled();
    expect(screen.names()).toEqual(['Persona 1']);
    await screen.answer([aContact(1), aContact(2)]);

    expect(await until(() => screen.names().length === 2)).toBeTrue();
    expect(screen.found('.count').textContent.trim()).toBe('2 contactos');
  });

  it('shows a contact as an import has left it', async () => {
    const contact = aContact(1);
    await screen.answer([contact]);
    await screen.go('/contacts/p1');
    const answerOne = (change: object) => {
      for (const request of screen.server.match('/api/contacts/p1'))
        if (!request.cancelled)
          request.flush({ contact: { ...contact, ...change }, labels: [], epoch: 'e1', seq: 100 });
    };
    answerOne({});
    await screen.settled();
    screen.realtime.emit('contacts_imported', { clientCode: 'demo', at: '', seq: 101, created: 0, changed: 1 });
    await screen.settled();
    answerOne({ version: 101, notes: 'Del archivo' });
    await screen.settled();

    expect((screen.found('app-contact-details textarea') as HTMLTextAreaElement).value).toBe('Del archivo');
  });

  it('never leads from a contact into the conversations of the one shown before', async () => {
    await screen.answer([aContact(1), aContact(2)]);
    const answerOne = (number: number, items: readonly object[]) => {
      for (const request of screen.server.match(({ url }) => url === `/api/contacts/p${String(number)}`))
        if (!request.cancelled) request.flush({ contact: aContact(number), labels: [], epoch: 'e1', seq: 100 });
      for (const request of screen.server.match(({ url }) => url === '/api/conversations'))
        if (!request.cancelled) request.flush({ items, nextCursor: null, epoch: 'e1', seq: 100 });
    };
    const links = () => screen.page.querySelectorAll('app-contact-conversations a').length;
    const shown = () => screen.page.querySelector('app-contact-details .number')?.textContent.trim();
    const answered = (number: number, items: readonly object[]) =>
      until(() => {
        answerOne(number, items);
        return shown()?.endsWith(String(number)) === true && links() === items.length;
      });
    // Both are known when they are gone through.
    await screen.go('/contacts/p2');
    expect(await answered(2, [])).toBeTrue();
    await screen.go('/contacts/p1');
    const updatedAt = '2026-11-01T10:00:00.000Z';
    expect(await answered(1, [{ id: 'c1', sessionId: 's1', status: 'open', labels: [], updatedAt }])).toBeTrue();

    await screen.go('/contacts/p2');
    expect(await until(() => shown()?.endsWith('2') === true)).toBeTrue();
    expect(links()).toBe(0);
  });

  it('moves a contact to another stage in its row, and back where that is refused', async () => {
    await screen.answer([aContact(1, { stage: 'Nuevo' })]);
    await until(() => screen.names().length === 1);
    const stage = screen.found('.row select') as HTMLSelectElement;
    expect(stage.getAttribute('aria-label')).toBe('Etapa de Persona 1');
    await screen.choose(stage, 'Cliente');
    const request = screen.server.expectOne({ method: 'PATCH', url: '/api/contacts/p1' });
    expect(request.request.body).toEqual({ stage: 'Cliente' });
    request.flush(null, { status: 403, statusText: 'Forbidden' });
    await screen.settled();

    expect(stage.value).toBe('Nuevo');
  });

  it('keeps the keyboard where somebody was whose new stage is not listed, and says so', async () => {
    await screen.answer([]);
    await screen.go('/contacts?stage=Nuevo');
    await screen.answer([1, 2].map((number) => aContact(number, { stage: 'Nuevo' })));
    await until(() => screen.names().length === 2);
    const move = async (number: number): Promise<void> => {
      const stage = screen.found(`[aria-label="Etapa de Persona ${String(number)}"]`) as HTMLSelectElement;
      stage.focus();
      await screen.choose(stage, 'Cliente');
      const { conversations: _those, ...known } = aContact(number, { stage: 'Cliente', version: 50 });
      const request = screen.server.expectOne({ method: 'PATCH', url: `/api/contacts/p${String(number)}` });
      request.flush({ contact: known, epoch: 'e1', seq: 110 });
      const event = { clientCode: 'demo', at: '2026-11-20T12:00:00.000Z', seq: 110, contact: known };
      screen.realtime.emit('contact_updated', event);
      await screen.settled();
    };
    await move(1);
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Etapa de Persona 2');
    expect(screen.found('app-contact-list .left [role=status]').textContent.trim()).toBe('Persona 1 pasó a Cliente.');
    await move(2);
    expect(document.activeElement?.textContent.trim()).toBe('Ver todos');
  });

  it('offers to undo a move to a stage that is not listed, and puts that back', async () => {
    await screen.answer([]);
    await screen.go('/contacts?stage=Nuevo');
    await screen.answer([1, 2].map((number) => aContact(number, { stage: 'Nuevo' })));
    await until(() => screen.names().length === 2);
    const answer = async (stage: string, version: number): Promise<unknown> => {
      const { conversations: _those, ...known } = aContact(1, { stage, version });
      const request = screen.server.expectOne({ method: 'PATCH', url: '/api/contacts/p1' });
      request.flush({ contact: known, epoch: 'e1', seq: 100 + version });
      const event = { clientCode: 'demo', at: '2026-11-20T12:00:00.000Z', seq: 100 + version, contact: known };
      screen.realtime.emit('contact_updated', event);
      await screen.settled();
      return request.request.body;
    };
    await screen.choose(screen.found('[aria-label="Etapa de Persona 1"]') as HTMLSelectElement, 'Cliente');
    await answer('Cliente', 50);
    expect(screen.names()).toEqual(['Persona 2']);
    screen.found('app-contact-list .left button').click();
    await screen.settled();

    expect(document.activeElement?.getAttribute('aria-label')).toBe('Etapa de Persona 2');
    expect(await answer('Nuevo', 51)).toEqual({ stage: 'Nuevo', version: 50 });
    expect(screen.page.querySelector('app-contact-list .left button')).toBeNull();
  });

  it('says a number once of whoever has no name', async () => {
    await screen.answer([aContact(1, { name: '+573000000001' })]);
    expect(await until(() => screen.names().length === 1)).toBeTrue();

    expect(screen.names()[0]?.replaceAll(' ', '')).toBe('+573000000001');
    expect(screen.found('.row:not(.head) .number').textContent.trim()).toBe('');
  });

  it('shows who is chosen also where a search lists others, and lets go of one', async () => {
    await screen.answer([aContact(1), aContact(2)]);
    await until(() => screen.names().length === 2);
    for (const box of screen.page.querySelectorAll<HTMLInputElement>('.row:not(.head) .pick input')) box.click();
    await screen.go('/contacts?q=Nadie');
    await screen.answer([]);
    const chosen = () =>
      [...screen.page.querySelectorAll('#chosen-contacts li span')].map(({ textContent }) => textContent.trim());
    expect(chosen()).toEqual(['Persona 1', 'Persona 2']);
    screen.found('#chosen-contacts button[aria-label="Quitar a Persona 1"]').click();
    await screen.settled();

    expect(chosen()).toEqual(['Persona 2']);
    expect(screen.found('app-selection-bar').textContent).toContain('1 elegido');
  });

  it('writes down somebody new, or leads to whoever has the number', async () => {
    await screen.answer([]);
    screen.found('.toolbar .button-primary').click();
    await screen.settled();
    screen.found('app-contact-dialog form button[type=submit]').click();
    await screen.settled();
    expect(screen.found('app-contact-dialog').textContent).toContain('Escribe un nombre.');

    const type = (selector: string, text: string) => {
      const field = screen.found(selector) as HTMLInputElement;
      field.value = text;
      field.dispatchEvent(new Event('input'));
    };
    type('#contact-name', ' Zoe ');
    type('app-contact-dialog input[type=tel]', '+57 300 123 4567');
    await screen.settled();
    screen.found('app-contact-dialog form button[type=submit]').click();
    const request = screen.server.expectOne({ method: 'POST', url: '/api/contacts' });
    expect(request.request.body).toEqual({ phoneNumber: '573001234567', name: 'Zoe' });
    const problem = { type: 'conflict', title: '', status: 409, contactId: 'p7' };
    request.flush(problem, { status: 409, statusText: 'Conflict' });
    await screen.settled();
    expect(screen.found('app-contact-dialog').textContent).toContain('Ya hay un contacto con este número.');
    screen.found('app-contact-dialog .other').click();

    expect(await until(() => screen.url === '/contacts/p7')).toBeTrue();
  });

  it('shows a contact beside the list, and gives the keyboard back when it is closed', async () => {
    const contact = aContact(1, { notes: 'Prefiere correo' });
    await screen.answer([contact]);
    await until(() => screen.names().length === 1);
    screen.found('.row .name a').click();
    await until(() => screen.page.querySelector('app-contact-details h2') !== null);
    for (const request of screen.server.match('/api/contacts/p1')) request.flush({ contact, epoch: 'e1', seq: 100 });
    await screen.settled();
    expect(document.activeElement?.id).toBe('contact-details-heading');
    expect((screen.found('app-contact-details textarea') as HTMLTextAreaElement).value).toBe('Prefiere correo');

    const esc = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    screen.found('app-contact-details h2').dispatchEvent(esc);
    expect(await until(() => screen.url === '/contacts')).toBeTrue();
    expect(await until(() => document.activeElement?.id === 'contact-p1')).toBeTrue();
  });
});
