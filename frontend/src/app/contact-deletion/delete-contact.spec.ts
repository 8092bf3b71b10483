import type { ContactFigures } from '#contract/contacts';
import { aContact, ContactsScreen } from '../contacts/testing/contacts-screen';
import { Notices } from '../errors';
import { wordsOf } from '../screens/testing/routed-screen';
import { until } from '../tabs/testing/until';

describe('deleting the data of a contact', () => {
  const luz = aContact(1, { name: 'Luz', version: 7 });
  const figures: ContactFigures = {
    conversations: 1,
    messages: 1_204,
    groupMessages: 3,
    files: 18,
    notes: 1,
    campaigns: 2,
  };
  const DELETE = 'Eliminar datos de esta persona';
  const FIGURES = '/api/contacts/p1/figures';
  let screen: ContactsScreen;
  let notices: jasmine.SpyObj<Notices>;

  async function open(role: 'agent' | 'admin' = 'admin', underWay = 0): Promise<void> {
    notices = jasmine.createSpyObj<Notices>('Notices', ['error', 'bug', 'success']);
    screen = new ContactsScreen(role, [{ provide: Notices, useValue: notices }]);
    await screen.open('/contacts/p1');
    const deletions = Array.from({ length: underWay }, (_, index) => ({
      id: `d${String(index)}`,
      requestedAt: '2026-11-28T10:00:00.000Z',
      messagesLeft: 100,
    }));
    for (const request of screen.server.match('/api/contacts/deletions'))
      request.flush({ items: deletions, epoch: 'e1', seq: 100 });
    for (const request of screen.server.match('/api/contacts/p1'))
      request.flush({ contact: luz, epoch: 'e1', seq: 100 });
    await screen.answer([luz]);
    await until(() => wordsOf(screen.page).includes('Notas'));
  }

  const dialog = () => screen.page.querySelector('app-delete-contact-dialog dialog');
  const button = (name: string) =>
    [...screen.page.querySelectorAll<HTMLButtonElement>('button')].find((each) => wordsOf(each) === name);
  const press = async (name: string) => {
    const found = button(name);
    if (!found) throw new Error(`There is no button "${name}".`);
    found.click();
    await screen.settled();
  };
  const type = async (word: string) => {
    const field = screen.found('#deletion-word') as HTMLInputElement;
    field.value = word;
    field.dispatchEvent(new Event('input'));
    await screen.settled();
  };
  async function ask(version = 7): Promise<void> {
    if (!dialog()) await press(DELETE);
    const answer = { contact: { ...luz, version }, figures, epoch: 'e1', seq: 100 };
    screen.server.expectOne(FIGURES).flush(answer);
    await screen.settled();
  }
  const deleting = () => screen.server.match(({ method, url }) => method === 'DELETE' && url === '/api/contacts/p1');

  afterEach(() => {
    screen.server.match('/api/conversations');
  });

  it('is for admins', async () => {
    await open('agent');

    expect(button(DELETE)).toBeUndefined();
    expect(screen.server.match('/api/contacts/deletions')).toEqual([]);
  });

  it('says in figures what is lost, and that it cannot be undone', async () => {
    await open();
    await ask();

    const says = wordsOf(dialog());
    expect(says).toContain('Eliminar los datos de Luz');
    expect(says).toContain('1 conversación');
    expect(says).toContain('1,204 mensajes');
    expect(says).toContain('3 mensajes que escribió en grupos');
    expect(says).toContain('18 archivos');
    expect(says).toContain('1 nota del equipo');
    expect(says).toContain('en 2 envíos masivos');
    expect(says).toContain('No se puede deshacer');
  });

  it('wants a word typed, and then goes by the version that was seen', async () => {
    await open();
    await ask();
    await press('Eliminar para siempre');
    expect(deleting()).toEqual([]);
    expect(wordsOf(dialog())).toContain('Escribe «ELIMINAR» para confirmar.');

    await type('eliminar');
    await press('Eliminar para siempre');
    const [request] = deleting();

    expect(request?.request.params.get('version')).toBe('7');
    expect(request?.request.params.get('leaveAlone')).toBe('true');
    request?.flush({ deletion: { id: 'd1', requestedAt: luz.createdAt, messagesLeft: 5 }, epoch: 'e1', seq: 101 });
    await screen.settled();
    expect(notices.success).toHaveBeenCalledOnceWith('contactDeletion.done');
    await until(() => dialog() === null);
  });

  it('leaves open whether they are written to again', async () => {
    await open();
    await ask();
    screen.found('#deletion-alone').click();
    await type('ELIMINAR');
    await press('Eliminar para siempre');

    expect(deleting()[0]?.request.params.get('leaveAlone')).toBe('false');
  });

  it('asks anew where the contact has changed meanwhile', async () => {
    await open();
    await ask();
    await type('ELIMINAR');
    await press('Eliminar para siempre');
    const conflict = { type: 'conflict', title: 'Conflict', status: 409 };
    deleting()[0]?.flush(conflict, { status: 409, statusText: 'Conflict' });
    await screen.settled();
    await ask(8);

    expect(wordsOf(dialog())).toContain('Este contacto cambió mientras tanto.');
    expect((screen.found('#deletion-word') as HTMLInputElement).value).toBe('');
    await type('ELIMINAR');
    await press('Eliminar para siempre');
    expect(deleting()[0]?.request.params.get('version')).toBe('8');
  });

  it('leaves whoever has them open with a sentence, and the keyboard where it can go on', async () => {
    await open();
    const envelope = { clientCode: 'demo', at: '2026-11-28T10:00:00.000Z', seq: 101 };
    screen.realtime.emit('contact_removed', { ...envelope, contactId: 'p1' });
    await screen.settled();

    expect(wordsOf(screen.found('app-contact-details'))).toContain('Se eliminaron los datos de este contacto.');
    expect(screen.found('app-contact-details a.button').getAttribute('href')).toBe('/contacts');
    expect(screen.page.querySelector('app-saved-field')).toBeNull();
    expect(document.activeElement?.id).toBe('contact-details-heading');
    expect(screen.names()).toEqual([]);
  });

  it('says as long as data are still being erased', async () => {
    await open('admin', 2);
    expect(wordsOf(screen.page)).toContain('Se están borrando los datos de 2 contactos.');

    const envelope = { clientCode: 'demo', at: '2026-11-28T10:00:00.000Z', seq: 101 };
    screen.realtime.emit('settings_changed', { ...envelope, kind: 'deletions' });
    await screen.settled();
    screen.server.expectOne('/api/contacts/deletions').flush({ items: [], epoch: 'e2', seq: 101 });
    await screen.settled();

    expect(wordsOf(screen.page)).not.toContain('Se están borrando');
  });
});
