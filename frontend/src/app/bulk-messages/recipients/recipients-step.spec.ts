import { BulkScreen } from '../testing/bulk-screen';
import { countsOf, testCampaign } from '../testing/test-campaign';

describe('the recipients of a draft', () => {
  const csv =
    'Nombre;Teléfono;Ciudad\nLuz;300 123 4567;Cali\nAna;12;Bogotá\nLuz;+573001234567;Cali\nBeto;3001234568;\n';
  let screen: BulkScreen;

  beforeEach(() => {
    screen = new BulkScreen();
  });

  afterEach(() => {
    screen.server.verify();
  });

  async function open(given: Parameters<typeof testCampaign>[0] = {}): Promise<void> {
    await screen.openCampaign(testCampaign(given), 'recipients');
  }

  /** Reading goes through promises of the browser's own, which no clock drives. */
  async function read(done: () => boolean): Promise<void> {
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

  const isPreviewed = () => screen.page.querySelectorAll('app-row-preview tbody tr').length > 0;

  async function consent(): Promise<void> {
    await screen.type('¿De dónde viene su permiso', 'purchase');
  }

  it('come from a file, once its columns are understood and what is wrong was shown', async () => {
    await open();
    expect(screen.text()).toContain('Todavía nadie');
    await screen.chooseFile('clientes.csv', csv);
    await read(isPreviewed);

    expect(screen.text('app-read-panel')).toContain('4 filas separadas por punto y coma. Codificación: UTF-8.');
    expect(screen.field('Columna del número').value).toBe('1');
    expect(screen.texts('.why li')).toEqual(['Con cifras de menos: 1', 'Repetidos: 1']);
    expect(screen.texts('tbody tr')).toEqual(['2 +57 300 1234567 Luz Cali', '5 +57 300 1234568 Beto']);
    await screen.click('Fuera: 2');
    await read(() => screen.text('tbody').includes('12'));
    expect(screen.texts('tbody tr')[0]).toBe('3 12 Ana Le faltan cifras Bogotá');

    await screen.click('Agregar 2 destinatarios');
    expect(screen.text('app-consent-field')).toContain('Di de dónde viene el permiso.');
    await consent();
    const add = screen.button('Agregar 2 destinatarios');
    add.click();
    add.click();
    await screen.settled();
    expect(screen.text('app-step-footer')).toContain('Agregando destinatarios…');
    expect(screen.text('app-step-footer')).not.toContain('Guardado');
    screen.button('Seguir con el mensaje').click();
    await screen.settled();
    expect(screen.text('app-confirm-dialog')).toContain('Todavía se están agregando destinatarios.');
    await screen.click('Cancelar');
    const request = screen.expect('POST', '/api/bulk-campaigns/c1/recipients');
    expect(request.request.body).toEqual({
      recipients: [
        { phoneNumber: '+573001234567', name: 'Luz', variables: { nombre: 'Luz', ciudad: 'Cali' } },
        { phoneNumber: '+573001234568', name: 'Beto', variables: { nombre: 'Beto' } },
      ],
      consent: { source: 'purchase' },
      source: { kind: 'file', name: 'clientes.csv' },
    });
    request.flush({
      campaign: testCampaign({
        version: 2,
        counts: countsOf({ pending: 1 }),
        sources: [
          { kind: 'file', name: 'clientes.csv', added: 1 },
          { kind: 'file', name: '', added: 7 },
        ],
      }),
      added: 1,
      leftOut: [{ index: 1, reason: 'opted_out' }],
    });
    await read(() => screen.page.querySelector('.outcome') !== null);

    expect(screen.text('.outcome')).toBe('Se agregó 1 destinatario. Pidieron no recibir más envíos: 1');
    expect(screen.text('.total')).toBe('1 destinatario');
    expect(screen.texts('.sources li')).toEqual(['clientes.csv 1', 'Otros archivos 7']);
    expect(screen.page.querySelector('app-row-preview')).toBeNull();
  });

  it('are looked at again where another column has the numbers', async () => {
    await open();
    await screen.chooseFile('clientes.csv', csv);
    await read(isPreviewed);
    await screen.type('Columna del número', '0');
    await read(() => screen.text('app-read-panel').includes('Listos: 0'));

    expect(screen.text('app-read-panel')).not.toContain('Agregar');
  });

  it('come from a pasted list, a thousand at a time, and go on after a failure without counting anybody twice', async () => {
    await open();
    const list = Array.from({ length: 1_500 }, (_, index) => `300${String(1_000_000 + index)} Persona ${index}`);
    await screen.click('Lista');
    await screen.type('Números', list.join('\n'));
    await screen.click('Revisar');
    await read(isPreviewed);
    await consent();
    await screen.click('Agregar 1,500 destinatarios');
    const first = screen.expect('POST', '/api/bulk-campaigns/c1/recipients');
    expect((first.request.body as { recipients: unknown[] }).recipients.length).toBe(1_000);
    first.flush({ type: 'too-many-variables', title: '' }, { status: 413, statusText: 'Too large' });
    await read(() => screen.text('app-read-panel').includes('Lo agregado hasta aquí está guardado.'));
    expect(screen.text('app-read-panel')).toContain('Son más de 500 datos distintos.');
    await screen.click('Seguir');
    await screen.settled();
    screen.expect('POST', '/api/bulk-campaigns/c1/recipients').error(new ProgressEvent('error'));
    await read(() => screen.text('app-read-panel').includes('No hay conexión con el servidor.'));

    await screen.click('Seguir');
    await screen.settled();
    // The server had taken them all: only the answer was lost.
    const leftOut = Array.from({ length: 1_000 }, (_, index) => ({ index, reason: 'duplicate' }));
    screen.expect('POST', '/api/bulk-campaigns/c1/recipients').flush({
      campaign: testCampaign({ version: 2, counts: countsOf({ pending: 1_000 }) }),
      added: 0,
      leftOut,
    });
    await screen.settled();
    const last = screen.expect('POST', '/api/bulk-campaigns/c1/recipients');
    expect((last.request.body as { recipients: unknown[] }).recipients.length).toBe(500);
    expect((last.request.body as { source: unknown }).source).toEqual({ kind: 'list' });
    last.flush({
      campaign: testCampaign({ version: 3, counts: countsOf({ pending: 1_500 }) }),
      added: 500,
      leftOut: [],
    });
    await read(() => screen.page.querySelector('.outcome') !== null);

    expect(screen.text('.outcome')).toBe('Se agregaron 1,500 destinatarios.');
  });

  it('come from contacts with a label or in a stage', async () => {
    await open();
    await screen.click('Contactos');
    screen
      .expect('GET', '/api/labels')
      .flush({ items: [{ id: 'l1', name: 'VIP', colour: 'red', createdAt: '' }], epoch: 'e1', seq: 1 });
    screen
      .expect('GET', '/api/settings')
      .flush({ settings: { stages: [{ id: 't1', name: 'Cliente' }], contactFields: [], readReceipts: true } });
    await screen.settled();
    expect(screen.text('app-contacts-source')).toContain('se agregan todos tus contactos');
    screen.field('VIP').click();
    screen.field('Cliente').click();
    await screen.settled();
    await consent();
    await screen.click('Agregar contactos');
    const request = screen.expect('POST', '/api/bulk-campaigns/c1/recipients/from-contacts');
    expect(request.request.body).toEqual({ labels: ['l1'], stages: ['t1'], consent: { source: 'purchase' } });
    request.flush({ campaign: testCampaign({ version: 2, counts: countsOf({ pending: 7 }) }), added: 7, leftOut: [] });
    await screen.settled();

    expect(screen.text('.outcome')).toBe('Se agregaron 7 destinatarios.');
  });

  it('are all taken out once somebody has said so twice', async () => {
    await open({ counts: countsOf({ pending: 3 }) });
    await screen.click('Vaciar');
    screen.page.querySelector<HTMLButtonElement>('app-confirm-dialog .button-danger')?.click();
    await screen.settled();
    screen.expect('DELETE', '/api/bulk-campaigns/c1/recipients').flush({ campaign: testCampaign({ version: 2 }) });
    await screen.settled();

    expect(screen.text('.total')).toBe('Todavía nadie');
  });

  it('say where they came from when the draft is opened again', async () => {
    const sources = [
      { kind: 'file' as const, name: 'clientes.csv', added: 1_200 },
      { kind: 'contacts' as const, name: '', added: 3 },
    ];
    await open({ counts: countsOf({ pending: 1_203 }), sources });

    expect(screen.texts('.sources li')).toEqual(['clientes.csv 1,200', 'Contactos 3']);
  });

  it('say of numbers that a spreadsheet has shortened how to save them', async () => {
    await open();
    await screen.chooseFile('clientes.csv', 'Nombre;Teléfono\nLuz;5,255E+11\nAna;300 123 4567\n');
    await read(isPreviewed);

    expect(screen.texts('.why li')).toEqual(['Acortados por Excel: 1']);
    expect(screen.text('app-row-preview')).toContain('da a esa columna el formato «Número» sin decimales');
  });

  it('say of a file that is no table what to do', async () => {
    await open();
    await screen.chooseFile('vacío.csv', '');
    await read(() => screen.text('app-read-panel') !== 'Leyendo…');

    expect(screen.text('app-read-panel')).toBe('No hay ninguna fila.');
  });
});
