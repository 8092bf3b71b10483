import { HttpTestingController } from '@angular/common/http/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { Contact } from '#contract/conversations';
import { until } from '../../tabs/testing/until';
import { UnsavedChanges } from '../../unsaved-changes';
import type { Written } from '../sending';
import { aContact } from '../testing/chat-fixtures';
import { MakerHarness } from '../testing/maker-harness';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { ContactCardsDialog } from './contact-cards-dialog';

describe('The dialog for contact cards', () => {
  let server: HttpTestingController;
  let fixture: ComponentFixture<ContactCardsDialog>;
  let dialog: MakerHarness;
  let made: Written[];
  let closed: number;

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: provideChatTesting() });
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(ContactCardsDialog);
    fixture.componentRef.setInput('sessionId', 's1');
    made = [];
    closed = 0;
    fixture.componentInstance.made.subscribe((written) => made.push(written));
    fixture.componentInstance.closed.subscribe(() => (closed += 1));
    dialog = await TestbedHarnessEnvironment.harnessForFixture(fixture, MakerHarness);
  });

  const element = () => fixture.nativeElement as HTMLElement;
  const luz = aContact(1, { name: 'Luz Marina', phoneNumber: '573001234567' });

  /** Searches, and lets the server answer with these once the typing has paused. */
  async function find(query: string, ...items: Contact[]): Promise<void> {
    await dialog.fill('cards-search', query);
    const [request] = await until(() => {
      const requests = server.match((each) => each.url === '/api/contacts' && each.params.get('q') === query);
      return requests.length > 0 && requests;
    });
    request?.flush({ items, nextCursor: null, epoch: 'e1', seq: 1 });
    await fixture.whenStable();
  }

  /** Writes into the field of a number, counted from 0. */
  async function typeNumber(index: number, text: string): Promise<void> {
    const field = element().querySelectorAll<HTMLInputElement>('input[type=tel]')[index];
    if (!field) throw new Error(`There is no number ${index}.`);
    field.value = text;
    field.dispatchEvent(new Event('input'));
    await fixture.whenStable();
  }

  it('sends contacts that were found, without groups and those whose number nobody knows', async () => {
    const group = aContact(2, { kind: 'group', name: 'Luz y familia', phoneNumber: null });
    await find('luz', luz, group, aContact(3, { name: 'Luz Oculta', phoneNumber: null }));
    expect(await dialog.text()).not.toContain('Luz y familia');
    expect(await dialog.text()).not.toContain('Luz Oculta');
    await dialog.click('Luz Marina');
    expect(await dialog.preview()).toContain('Luz Marina');
    await find('ana', aContact(4, { name: 'Ana', phoneNumber: '525512345678' }));
    await dialog.pressEnterIn('cards-search');
    expect(made).toEqual([]);
    await dialog.click('Enviar');

    const contacts = [
      { name: 'Luz Marina', phoneNumbers: ['573001234567'] },
      { name: 'Ana', phoneNumbers: ['525512345678'] },
    ];
    expect(made).toEqual([{ text: '', contacts }]);
    await until(() => closed === 1);
  });

  it('lets one be taken out again, in the list and below it', async () => {
    await find('luz', luz);
    await dialog.click('Luz Marina');
    await dialog.click('Luz Marina');
    expect(await dialog.preview()).not.toContain('Luz Marina');
    await dialog.click('Luz Marina');
    element().querySelector<HTMLButtonElement>('button[aria-label="Quitar Luz Marina"]')?.click();
    await dialog.click('Enviar');

    expect(await dialog.faults()).toEqual(['Elige o escribe al menos un contacto.']);
    expect(made).toEqual([]);
  });

  it('sends somebody who is written down, with several numbers, without a click on "Añadir"', async () => {
    await dialog.click('Escribir un contacto');
    await dialog.click('Enviar');
    expect(await dialog.faults()).toEqual(['Elige o escribe al menos un contacto.']);
    await dialog.fill('card-name', ' Óptica Norte ');
    await typeNumber(0, '+57 300 123 4567');
    await dialog.click('Otro número');
    await typeNumber(1, '+57 300 123');
    await dialog.click('Enviar');
    expect(made).toEqual([]);

    await typeNumber(1, '+57 601 234 5678');
    await dialog.click('Enviar');

    const contacts = [{ name: 'Óptica Norte', phoneNumbers: ['573001234567', '576012345678'] }];
    expect(made).toEqual([{ text: '', contacts }]);
  });

  it('says what a written card lacks, and is ready for the next one once it is added', async () => {
    await dialog.click('Escribir un contacto');
    await typeNumber(0, '+57 300 123 4567');
    await dialog.click('Añadir');
    expect(await dialog.faults()).toEqual(['Escribe cómo se llama.']);
    await dialog.fill('card-name', 'Ana');
    await dialog.pressEnterIn('card-name');

    expect(await dialog.preview()).toContain('Ana');
    expect(element().querySelector<HTMLInputElement>('#card-name')?.value).toBe('');
    expect(element().querySelector<HTMLInputElement>('input[type=tel]')?.value).toBe('');
    expect(made).toEqual([]);
  });

  it('says so where nobody is found and where nothing can be asked', async () => {
    await find('zzz');
    expect(await dialog.text()).toContain('Ningún contacto con número coincide con «zzz».');
    await dialog.fill('cards-search', 'luz');
    const [request] = await until(() => {
      const requests = server.match('/api/contacts?q=luz&limit=20');
      return requests.length > 0 && requests;
    });
    request?.error(new ProgressEvent('error'));
    await fixture.whenStable();

    expect(await dialog.text()).toContain('No pudimos buscar ahora.');
  });

  it('takes no more than fit into one message', async () => {
    const many = Array.from({ length: 20 }, (_, index) => aContact(index, { name: `Persona ${index}.` }));
    await find('persona', ...many);
    for (const { name } of many) await dialog.click(name);

    expect(await dialog.text()).toContain('En un mensaje caben 20 contactos.');
    element().querySelector<HTMLButtonElement>('button[aria-label="Quitar Persona 3."]')?.click();
    await fixture.whenStable();
    expect(document.activeElement?.id).toBe('cards-search');
    await dialog.click('Enviar');

    expect(made[0]?.contacts?.length).toBe(19);
  });

  it('asks before what was written is lost', async () => {
    await dialog.click('Escribir un contacto');
    await typeNumber(0, '57');
    expect(TestBed.inject(UnsavedChanges).any()).toBeTrue();
    await dialog.pressEscape();

    expect(await dialog.text()).toContain('¿Descartar lo que escribiste?');
    expect(closed).toBe(0);
  });
});
