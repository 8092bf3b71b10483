import { TestBed } from '@angular/core/testing';
import type { TestRequest } from '@angular/common/http/testing';
import type { ListedContact } from '#contract/contacts';
import { Notices } from '../../errors';
import { wordsOf } from '../../screens/testing/routed-screen';
import { until } from '../../tabs/testing/until';
import { aContact, ContactsScreen } from '../testing/contacts-screen';

describe('the board of contacts', () => {
  const ana = aContact(1, { name: 'Ana' });
  const luz = aContact(2, { name: 'Luz', stage: 'Nuevo' });
  const zoe = aContact(3, { name: 'Zoe', stage: 'Nuevo' });
  let screen: ContactsScreen;

  beforeEach(async () => {
    screen = new ContactsScreen();
    await screen.open('/contacts?view=board');
    await screen.answerBoard({ '': [ana], Nuevo: [luz, zoe] });
  });

  const column = (name: string): HTMLElement => screen.found(`app-board-column[aria-label="${name}"]`);
  const names = (name: string) => [...column(name).querySelectorAll('li a')].map((link) => link.textContent.trim());
  const press = async (contact: ListedContact, key: string) => {
    const link = screen.found(`#contact-${contact.id}`);
    link.focus();
    link.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey: true, bubbles: true, cancelable: true }));
    await screen.settled();
  };
  const change = (contact: ListedContact): TestRequest =>
    screen.server.expectOne({ method: 'PATCH', url: `/api/contacts/${contact.id}` });
  const accept = async (contact: ListedContact, stage: string | null, version: number) => {
    const { conversations: _those, ...known } = contact;
    change(contact).flush({ contact: { ...known, stage, version }, epoch: 'e1', seq: 101 });
    await screen.settled();
  };
  const tell = async (contact: ListedContact, stage: string | null, version: number) => {
    const { conversations: _those, ...known } = contact;
    const envelope = { clientCode: 'demo', at: '', seq: 110 };
    screen.realtime.emit('contact_updated', { ...envelope, contact: { ...known, stage, version } });
    await screen.settled();
  };
  const told = () => screen.found('app-contact-board > [role=status]').textContent.trim();

  it('has a column for each stage in its order, and one for none, with how many are in each', () => {
    const headings = [...screen.page.querySelectorAll('app-board-column h2')];
    expect(headings.map(wordsOf)).toEqual(['Sin etapa 1', 'Nuevo 2', 'Cliente 0']);
    expect(names('Nuevo')).toEqual(['Luz', 'Zoe']);
    expect(column('Cliente').textContent).toContain('Nadie en esta etapa.');
  });

  it('moves a contact with the keyboard at once, says so, and keeps the keyboard on it', async () => {
    await press(luz, 'ArrowRight');

    expect(names('Nuevo')).toEqual(['Zoe']);
    expect(names('Cliente')).toEqual(['Luz']);
    expect(told()).toBe('Luz pasó a Cliente.');
    expect(await until(() => document.activeElement?.id === 'contact-p2')).toBeTrue();
    const request = change(luz);
    expect(request.request.body).toEqual({ stage: 'Cliente' });
  });

  it('puts a contact back where the server refuses, and the keyboard with it', async () => {
    await press(luz, 'ArrowLeft');
    expect(names('Sin etapa')).toEqual(['Ana', 'Luz']);
    change(luz).flush(null, { status: 403, statusText: 'Forbidden' });
    await screen.settled();

    expect(names('Sin etapa')).toEqual(['Ana']);
    expect(names('Nuevo')).toEqual(['Luz', 'Zoe']);
    expect(told()).toBe('No se pudo mover. Luz vuelve a Nuevo.');
    expect(await until(() => document.activeElement?.id === 'contact-p2')).toBeTrue();
  });

  it('offers the other stages in a menu', async () => {
    column('Nuevo').querySelector<HTMLElement>('li [aria-haspopup=menu]')?.click();
    await screen.settled();
    const choices = [...screen.page.querySelectorAll<HTMLElement>('[role=menuitem]')];
    expect(choices.map(({ textContent }) => textContent.trim())).toEqual(['Sin etapa', 'Cliente']);
    choices[0]?.click();
    await screen.settled();

    expect(names('Sin etapa')).toEqual(['Ana', 'Luz']);
    await accept(luz, null, 9);
    expect(names('Sin etapa')).toEqual(['Ana', 'Luz']);
  });

  it('saves the moves of one contact one after the other, and shows the last', async () => {
    await press(luz, 'ArrowRight');
    await press(luz, 'ArrowLeft');
    await press(luz, 'ArrowLeft');
    expect(names('Sin etapa')).toEqual(['Ana', 'Luz']);
    await accept(luz, 'Cliente', 9);
    await accept(luz, 'Nuevo', 10);
    await accept(luz, null, 11);

    expect(names('Sin etapa')).toEqual(['Ana', 'Luz']);
    expect(names('Cliente')).toEqual([]);
  });

  it('follows colleagues, also one who was faster than the answer', async () => {
    await tell(zoe, 'Cliente', 9);
    expect(names('Nuevo')).toEqual(['Luz']);
    await press(luz, 'ArrowRight');
    await tell(luz, null, 11);
    expect(names('Cliente')).toEqual(['Luz']);
    await accept(luz, 'Cliente', 10);

    expect(names('Cliente')).toEqual([]);
    expect(names('Nuevo')).toEqual([]);
  });

  it('reads a column in pages, and leads to the first that is new', async () => {
    await screen.go('/contacts?view=board&q=e');
    expect(await until(() => screen.page.querySelectorAll('app-skeleton').length === 3)).toBeTrue();
    await screen.answerBoard({ Nuevo: [luz] }, 'next');
    const more = [...column('Nuevo').querySelectorAll('button')].find((one) => one.textContent.trim() === 'Ver más');
    more?.click();
    await screen.settled();
    const page = screen.asked();
    expect(page.request.params.get('cursor')).toBe('next');
    expect(page.request.params.get('q')).toBe('e');
    expect(page.request.params.get('stage')).toBe('Nuevo');
    page.flush({ items: [zoe], nextCursor: null, epoch: 'e1', seq: 100 });
    await screen.settled();

    expect(names('Nuevo')).toEqual(['Luz', 'Zoe']);
    expect(document.activeElement?.id).toBe('contact-p3');
  });

  it('says in a column that it could not be read, and reads it again', async () => {
    await screen.go('/contacts?view=board&q=e');
    const pages = screen.pages();
    pages.forEach((page) => {
      page.flush(null, { status: 403, statusText: 'Forbidden' });
    });
    await screen.settled();
    column('Nuevo').querySelector<HTMLElement>('app-error-state button')?.click();
    await screen.settled();
    await screen.answerBoard({ Nuevo: [luz] });

    expect(names('Nuevo')).toEqual(['Luz']);
  });

  it('says of a column that nobody in it matches, where something is searched for', async () => {
    await screen.go('/contacts?view=board&q=Luz');
    await screen.answerBoard({ Nuevo: [luz] });

    expect(column('Cliente').textContent).toContain('Nadie coincide en esta etapa.');
  });

  it('says that it shows all stages where one was listed, and the address no longer names it', async () => {
    await screen.go('/contacts?view=board&stage=Nuevo');

    expect(await until(() => screen.url === '/contacts?view=board')).toBeTrue();
    expect(TestBed.inject(Notices).info).toHaveBeenCalledOnceWith('contacts.board.allStages');
  });

  it('is left for the table, and the address says so', async () => {
    screen.found('.segments button').click();
    expect(await until(() => screen.url === '/contacts')).toBeTrue();
    await screen.settled();
    await screen.answer([ana]);

    expect(screen.names()).toEqual(['Ana']);
  });
});
