import type { TestRequest } from '@angular/common/http/testing';
import type { ImportedPortion } from '#contract/contact-import';
import { wordsOf } from '../../screens/testing/routed-screen';
import { readerInPage } from '../../table-files/testing/reader-in-page';
import { ContactsScreen } from '../testing/contacts-screen';
import { CONTACT_READER } from './reading/contact-reader';
import { ContactReading } from './reading/contact-reading';

const nothing: ImportedPortion = { created: 0, changed: 0, unchanged: 0, optedOut: 0, leftOut: [] };
const csv =
  'nombre,telefono,etapa,etiquetas,Ciudad\n' +
  'Luz,573001234567,Cliente,VIP,Cali\nAna,12,,,\nBeto,573001234568,Ganado,Oro,\nCaro,573001234569,,,\n';

describe('the import of contacts', () => {
  let screen: ContactsScreen;

  async function open(role: 'agent' | 'admin' = 'agent'): Promise<void> {
    const reader = () => {
      const reading = new ContactReading();
      const inPage = readerInPage(reading);
      return {
        ...inPage,
        askMore: (request: Parameters<typeof reading.answer>[0]) => reading.answer(request, () => 0),
      };
    };
    screen = new ContactsScreen(role, [{ provide: CONTACT_READER, useValue: reader }]);
    await screen.open('/contacts/import');
    screen.answerBesides({ total: 0, stages: [] });
    await screen.settled();
  }

  /** Reading goes through promises of the browser's own, which no clock drives. */
  async function once(done: () => boolean): Promise<void> {
    for (let turn = 0; turn < 200 && !done(); turn += 1) {
      await new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(null);
      });
      await screen.settled();
    }
    expect(done()).toBeTrue();
  }

  async function give(content: string): Promise<void> {
    choose(content);
    await once(() => screen.page.querySelector('app-row-preview tbody tr') !== null);
  }
  function choose(content: string): void {
    const input = screen.found('input[type=file]') as HTMLInputElement;
    const files = new DataTransfer();
    files.items.add(new File([content], 'clientes.csv', { type: 'text/csv' }));
    input.files = files.files;
    input.dispatchEvent(new Event('change'));
  }
  const meanings = () =>
    [...screen.page.querySelectorAll<HTMLSelectElement>('app-column-meanings li select')].map(({ value }) => value);

  const text = (selector: string) => wordsOf(screen.page.querySelector(selector));
  const rows = () => [...screen.page.querySelectorAll('app-row-preview tbody tr')].map(wordsOf);
  async function click(name: string): Promise<void> {
    const buttons = [...screen.page.querySelectorAll<HTMLElement>('button, a, label')];
    const button = buttons.find((one) => one.textContent.trim() === name);
    if (!button) throw new Error(`There is no "${name}".`);
    button.click();
    await screen.settled();
  }
  /** What the button says depends on what comes of the rows. */
  async function begin(): Promise<void> {
    (screen.found('.actions .button-primary') as HTMLButtonElement).click();
    await screen.settled();
  }
  async function next(method: string, url: string): Promise<TestRequest> {
    let found: TestRequest | undefined;
    await once(() => {
      found ??= screen.server
        .match((one) => one.method === method && one.url === url)
        .findLast((one) => !one.cancelled);
      return found !== undefined;
    });
    if (!found) throw new Error(`${method} ${url} was not asked.`);
    return found;
  }
  async function consent(): Promise<void> {
    const field = screen.found('app-consent-field select') as HTMLSelectElement;
    await screen.choose(field, 'purchase');
  }

  it('understands the columns, and says of each row what will come of it', async () => {
    await open();
    await give(csv);
    expect(meanings()).toEqual(['name', 'number', 'stage', 'labels', 'field/city']);
    const preview = await next('POST', '/api/contacts/import/preview');
    expect(preview.request.body).toEqual({
      known: 'fill',
      stage: null,
      contacts: [
        { phoneNumber: '573001234567', name: 'Luz', stage: 'Cliente', fields: { city: 'Cali' } },
        { phoneNumber: '573001234568', name: 'Beto' },
        { phoneNumber: '573001234569', name: 'Caro' },
      ],
    });
    preview.flush({
      items: [
        { outcome: 'created', optedOut: true },
        { outcome: 'changed', optedOut: false },
        { outcome: 'left_out', reason: 'too_many_labels', optedOut: false },
      ],
    });
    await once(() => rows()[0]?.includes('Nuevo') ?? false);

    expect(rows()).toEqual([
      '2 +57 300 1234567 Luz Nuevo · no quiere envíos Cliente VIP Cali',
      '4 +57 300 1234568 Beto Se actualiza Ganado Oro',
      '5 +57 300 1234569 Caro Tendría más de 20 etiquetas',
    ]);
    expect(text('.why')).toBe('Con cifras de menos: 1');
    expect(text('.actions .button-primary')).toBe('Importar: 1 nuevo, 1 se actualiza, 1 queda fuera');
  });

  it('counts what will come of all rows, beyond those that are shown, and only once it knows', async () => {
    await open();
    const many = Array.from({ length: 600 }, (_, number) => `P${String(number)},57300123${String(4_000 + number)}\n`);
    await give(`nombre,telefono\n${many.join('')}`);
    const answer = async (outcome: 'created' | 'unchanged') => {
      const asked = await next('POST', '/api/contacts/import/preview');
      const { contacts } = asked.request.body as { contacts: unknown[] };
      asked.flush({ items: contacts.map(() => ({ outcome, optedOut: false })) });
      return contacts.length;
    };
    expect(await answer('unchanged')).toBe(500);
    expect(text('.actions .button-primary')).toBe('Importar 600 filas');
    expect(await answer('created')).toBe(100);
    await once(() => text('.actions .button-primary') === 'Importar: 100 nuevos, 500 sin cambios');
    for (let page = 0; page < 10; page += 1) {
      (screen.found('.pages button:last-child') as HTMLButtonElement).click();
      await screen.settled();
    }
    await once(() => rows()[0]?.startsWith('502 ') ?? false);

    expect(rows()[0]).toContain('Nuevo');
  });

  it('names the row that another repeats, and takes from it what the first one lacks', async () => {
    await open();
    await give('nombre,telefono,notas\nLuz,573001234567,\nLuz M.,573001234567,Llamar\n');
    expect(rows()).toEqual(['2 +57 300 1234567 Luz Llamar']);
    expect(text('section.part:last-of-type')).toContain('De una fila repetida se toma lo que le falta a la primera');
    await click('Fuera: 1');
    await once(() => rows()[0]?.startsWith('3 ') ?? false);

    expect(rows()).toEqual(['3 +57 300 1234567 Luz M. Repite la fila 2 Llamar']);
  });

  it('says which row it takes for the titles, and understands the columns anew by another', async () => {
    await open();
    await give('Reporte de clientes\n\nNombre;Apellidos;Celular\nLuz;Marina;+57 300 123 4567 ::: +57 300 123 4568\n');
    const heading = screen.found('app-heading-choice select') as HTMLSelectElement;
    expect([...heading.options].map(wordsOf)).toEqual([
      'Ninguna',
      'Fila 1: Reporte de clientes',
      'Fila 3: Nombre · Apellidos · Celular',
      'Fila 4: Luz · Marina · +57 300 123 4567 ::: +57 300 123 4568',
    ]);
    expect(wordsOf(heading.selectedOptions[0] ?? null)).toContain('Fila 3');
    expect(text('app-heading-choice .field-hint')).toBe('Lo que está encima de los títulos no se lee.');
    expect(meanings()).toEqual(['firstName', 'lastName', 'number']);
    expect(rows()).toEqual(['4 +57 300 1234567 Luz Marina']);
    expect(text('app-row-preview')).toContain('Filas con varios números en una celda: 1.');

    await screen.choose(heading, '0');
    await once(() => rows().length === 1 && text('app-row-preview').includes('Fuera: 2'));

    expect(meanings()).toEqual(['name', 'ignore', 'number']);
  });

  it('says what to do with a file that is no table, and where a quotation mark does not close', async () => {
    await open();
    choose('PK\u0003\u0004…');
    await once(() => text('app-reading-state').includes('CSV UTF-8 (delimitado por comas)'));
    choose('BEGIN:VCARD\nEND:VCARD');
    await once(() => text('app-reading-state').includes('tarjetas de contacto'));
    await give('Nombre;Celular\nLuz;3001234567\n"Ana;3001234568\nBeto;3001234569\n');

    expect(text('app-reading-state [role=alert]')).toContain('En la fila 3 se abre una comilla');
  });

  it('tells an agent which stages and labels are missing, and that only an admin can make them', async () => {
    await open();
    await give(csv);
    await once(() => text('app-import-choices').includes('Ganado'));

    expect(text('app-import-choices')).toContain('Etapas del archivo que no existen (1): Ganado');
    expect(text('app-import-choices')).toContain('Etiquetas del archivo que no existen (2): VIP, Oro');
    expect(text('app-import-choices')).toContain('Solo un administrador puede crearlas.');
    expect(screen.page.querySelector('app-import-choices input[type=checkbox]')).toBeNull();
  });

  it('makes what is missing for an admin, then imports, and says what came of it', async () => {
    await open('admin');
    await give(csv);
    await once(() => text('app-import-choices').includes('Oro'));
    const boxes = () => [...screen.page.querySelectorAll<HTMLInputElement>('app-import-choices input[type=checkbox]')];
    expect(boxes().map(({ checked }) => checked)).toEqual([false, false]);
    expect(text('app-import-choices')).toContain('Si no se crean, quien las tenga se importa sin esa etapa.');
    await click('Crear estas etapas');
    await click('Crear estas etiquetas');
    await click('Reemplazar lo suyo por lo del archivo');
    await begin();
    expect(text('app-consent-field')).toContain('Di de dónde viene el permiso.');
    await consent();
    await begin();
    const settings = await next('PATCH', '/api/settings');
    const { stages } = settings.request.body as { stages: { id: string; name: string }[] };
    expect(stages.map(({ name }) => name)).toEqual(['Nuevo', 'Cliente', 'Ganado']);
    settings.flush({ settings: { stages, contactFields: [{ id: 'city', name: 'Ciudad' }], readReceipts: true } });
    for (const name of ['VIP', 'Oro']) {
      const label = await next('POST', '/api/labels');
      expect((label.request.body as { name: string }).name).toBe(name);
      label.flush({ label: { id: `id-${name}`, name, colour: 'red', createdAt: '' } });
    }
    const portion = await next('POST', '/api/contacts/import');
    expect(portion.request.body).toEqual({
      importId: jasmine.any(String),
      portion: 0,
      known: 'overwrite',
      stage: null,
      consent: { source: 'purchase' },
      contacts: [
        { phoneNumber: '573001234567', name: 'Luz', stage: 'Cliente', labels: ['id-VIP'], fields: { city: 'Cali' } },
        { phoneNumber: '573001234568', name: 'Beto', stage: stages[2]?.id, labels: ['id-Oro'] },
        { phoneNumber: '573001234569', name: 'Caro' },
      ],
    });
    const leftOut = [{ index: 1, reason: 'unknown_label' }] as const;
    portion.flush({ ...nothing, created: 1, unchanged: 1, optedOut: 1, leftOut, epoch: 'e1', seq: 5 });
    await once(() => screen.page.querySelector('app-import-result') !== null);

    const result = text('app-import-result');
    for (const said of ['Nuevos: 1', 'Actualizados: 0', 'Quedaron igual: 1', 'Quedaron fuera: 2'])
      expect(result).toContain(said);
    expect(result).toContain('Etapas creadas (1): Ganado');
    expect(result).toContain('Etiquetas creadas (2): VIP, Oro');
    expect(result).toContain('Una de sus etiquetas ya no existe: 1');
    expect(result).toContain('Con cifras de menos: 1');
    expect(result).toContain('eso no cambia: 1');
    expect(document.activeElement?.id).toBe('import-result');
  });

  it('makes nothing that is missing unless it is asked to', async () => {
    await open('admin');
    await give(csv);
    await once(() => text('app-import-choices').includes('Oro'));
    await consent();
    await begin();
    const portion = await next('POST', '/api/contacts/import');

    expect((portion.request.body as { contacts: unknown[] }).contacts[1]).toEqual({
      phoneNumber: '573001234568',
      name: 'Beto',
    });
    portion.flush({ ...nothing, created: 3, epoch: 'e1', seq: 5 });
    await once(() => screen.page.querySelector('app-import-result') !== null);
  });

  it('says where nobody would have a name', async () => {
    await open('admin');
    await give('Celular;Talla\n+573001234567;M\n');
    expect(text('app-column-meanings')).toContain('quien sea nuevo se llamará como su número');
    await screen.choose(screen.found('app-column-meanings li:last-child select') as HTMLSelectElement, 'name');
    await once(() => rows().length === 1);

    expect(text('app-column-meanings')).not.toContain('quien sea nuevo');
  });

  const withOthers =
    'Nombre;Celular;Correo;Última graduación;Vacía;Nombre en WhatsApp\nLuz;+573001234567;luz@x.mx;2 de mayo;;Lu\n';

  it('says which columns are left out, and makes a field of one for an admin, which is imported at once', async () => {
    await open('admin');
    await give(withOthers);
    expect(text('app-left-out-columns p')).toBe(
      'No se importarán 3 columnas: Correo, Última graduación, Nombre en WhatsApp',
    );
    expect([...screen.page.querySelectorAll('app-left-out-columns button')].map(wordsOf)).toEqual([
      'Crear «Correo»',
      'Crear «Última graduación»',
    ]);
    await click('Crear «Correo»');
    const settings = await next('PATCH', '/api/settings');
    const { contactFields } = settings.request.body as { contactFields: { id: string; name: string }[] };
    expect(contactFields.map(({ name }) => name)).toEqual(['Ciudad', 'Correo']);
    settings.flush({ settings: { stages: [], contactFields, readReceipts: true } });
    const field = contactFields[1]?.id ?? '';
    await once(() => meanings()[2] === `field/${field}` && rows().length === 1);
    expect(document.activeElement?.id).toBe('meaning-2');
    expect(text('app-left-out-columns p')).toBe('No se importarán 2 columnas: Última graduación, Nombre en WhatsApp');
    await consent();
    await begin();
    const portion = await next('POST', '/api/contacts/import');

    expect((portion.request.body as { contacts: unknown[] }).contacts).toEqual([
      { phoneNumber: '573001234567', name: 'Luz', fields: { [field]: 'luz@x.mx' } },
    ]);
    portion.flush({ ...nothing, created: 1, epoch: 'e1', seq: 5 });
    await once(() => screen.page.querySelector('app-import-result') !== null);
    expect(text('app-import-result')).toContain('Datos creados (1): Correo');
    expect(text('app-import-result')).toContain(
      'Columnas que no se importaron (2): Última graduación, Nombre en WhatsApp',
    );
  });

  it('tells an agent whom to ask for a field', async () => {
    await open();
    await give(withOthers);

    expect(text('app-left-out-columns p')).toContain('No se importarán 3 columnas: Correo');
    expect(screen.page.querySelector('app-left-out-columns button')).toBeNull();
    expect(text('app-left-out-columns')).toContain('pide a un administrador');
  });

  it('stands still where the server is away, and goes on with the same portion', async () => {
    await open();
    await give(csv);
    await consent();
    await begin();
    const first = await next('POST', '/api/contacts/import');
    first.error(new ProgressEvent('error'));
    await once(() => screen.page.textContent.includes('Lo importado hasta aquí está guardado.'));
    await click('Seguir');
    const again = await next('POST', '/api/contacts/import');
    expect(again.request.body).toEqual(first.request.body);
    again.flush({ ...nothing, created: 3, epoch: 'e1', seq: 5 });
    await once(() => screen.page.querySelector('app-import-result') !== null);

    expect(text('app-import-result')).toContain('Nuevos: 3');
  });

  it('is not left with what was read without a question', async () => {
    await open();
    await give(csv);
    await click('Contactos');
    expect(text('app-confirm-dialog')).toContain('¿Salir sin importar?');
    await click('Salir');

    await once(() => screen.url === '/contacts');
  });

  it('takes what is pasted from a spreadsheet', async () => {
    await open();
    await click('Pegar');
    const field = screen.found('#import-pasted') as HTMLTextAreaElement;
    field.value = 'Nombre\tCelular\nLuz\t+57 300 123 4567';
    field.dispatchEvent(new Event('input'));
    await screen.settled();
    await click('Revisar');
    await once(() => rows().length === 1);

    expect(rows()[0]).toContain('+57 300 1234567 Luz');
  });
});
