import { BulkScreen } from '../testing/bulk-screen';
import { countsOf, testCampaign, testRecipient } from '../testing/test-campaign';

describe('the message of a draft', () => {
  const draft = testCampaign({
    counts: countsOf({ pending: 2_000 }),
    variables: { nombre: 1_999, name: 1_999, telefono: 2_000, phone: 2_000, ciudad: 1_200 },
  });
  let screen: BulkScreen;

  beforeEach(() => {
    jasmine.clock().install().mockDate();
    localStorage.clear();
    screen = new BulkScreen();
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    localStorage.clear();
    screen.server.verify();
  });

  async function open(kind: 'whatsapp-web' | 'cloud-api' = 'whatsapp-web', given = draft): Promise<void> {
    await screen.openCampaign(given, 'message', { kind });
    const items = [
      testRecipient({ variables: { ciudad: 'Cali' } }),
      testRecipient({ id: 'r2', name: '', phoneNumber: '573001234568' }),
    ];
    screen.expect('GET', '/api/bulk-campaigns/c1/recipients').flush({ items, nextCursor: null });
    await screen.settled();
  }

  async function pause(): Promise<void> {
    jasmine.clock().tick(600);
    await screen.settled();
  }

  async function expectSaved(message: unknown, version = 2): Promise<void> {
    const request = screen.expect('PATCH', '/api/bulk-campaigns/c1');
    expect(request.request.body).toEqual({ message });
    request.flush({ campaign: { ...draft, version, message } });
    await screen.settled();
  }

  it('is shown as one recipient after the other reads it, and says how many of all would read nothing', async () => {
    await open();
    await screen.type('Texto', 'Hola *{{nombre}}* de ');
    await screen.click('Insertar ciudad');
    expect(screen.field('Texto').value).toBe('Hola *{{nombre}}* de {{ciudad}}');
    expect(screen.text('.bubble')).toBe('Hola Luz Marina de Cali');
    expect(screen.page.querySelector('.bubble strong')?.textContent).toBe('Luz Marina');
    expect(screen.texts('.warning')).toEqual([
      jasmine.stringContaining('800 de 2,000 no tienen «ciudad»'),
      jasmine.stringContaining('1 de 2,000 no tiene «nombre»'),
    ]);

    await screen.click('Destinatario siguiente');
    expect(screen.text('figcaption')).toContain('Así lo lee +57');
    await screen.type('Texto', 'Hola {{nombre|cliente}}');
    expect(screen.text('.bubble')).toBe('Hola cliente');
    expect(screen.texts('.warning')).toEqual([]);

    await pause();
    await expectSaved({ text: 'Hola {{nombre|cliente}}' });
    expect(screen.text('app-step-footer')).toContain('Guardado');
  });

  it('cannot name what nobody has, and says what there is', async () => {
    await open();
    await screen.type('Texto', 'Hola {{nombr}}');
    expect(screen.text('#bulk-unknown')).toBe(
      'Nadie tiene el dato «nombr». Puedes usar: nombre, primer_nombre, telefono, ciudad.',
    );
    expect(screen.field('Texto').getAttribute('aria-invalid')).toBe('true');
    expect(screen.button('Seguir con el ritmo').classList).not.toContain('button-primary');
    await pause();
    await expectSaved({ text: 'Hola {{nombr}}' });
    expect(screen.texts('app-draft-steps li')[1]).not.toContain('(listo)');

    await screen.type('Texto', 'Hola {{nombre|vecino}}');
    expect(screen.text('#bulk-unknown')).toBe('');
    expect(screen.field('Texto').hasAttribute('aria-invalid')).toBeFalse();
    await pause();
    await expectSaved({ text: 'Hola {{nombre|vecino}}' }, 3);
    expect(screen.texts('app-draft-steps li')[1]).toContain('(listo)');
  });

  it('may name what nobody has where something stands in for it, with a warning', async () => {
    await open();
    await screen.type('Texto', 'Hola {{nombr|vecino}}');

    expect(screen.texts('.warning')).toContain(
      'Nadie tiene «nombr»: todos leerán lo que va tras la barra. Revisa si está bien escrito.',
    );
    expect(screen.text('#bulk-unknown')).toBe('');
    expect(screen.field('Texto').hasAttribute('aria-invalid')).toBeFalse();
    expect(screen.button('Seguir con el ritmo').classList).toContain('button-primary');
    await pause();
    await expectSaved({ text: 'Hola {{nombr|vecino}}' });
  });

  it('may name anything while nobody is in it yet', async () => {
    await open('whatsapp-web', testCampaign({ message: { text: 'Hola {{ciudad}}' } }));

    expect(screen.text('#bulk-unknown')).toBe('');
    // Only what is laid out is known to screen readers before there is something to say.
    expect(screen.page.querySelector('#bulk-unknown')?.getClientRects().length).toBe(1);
  });

  it('says that it could not be saved, and keeps what was written', async () => {
    await open();
    await screen.type('Texto', 'Hola');
    await pause();
    screen.expect('PATCH', '/api/bulk-campaigns/c1').error(new ProgressEvent('error'));
    await screen.settled();
    expect(screen.text('app-step-footer')).toContain('Lo último que cambiaste no está guardado.');

    await screen.click('Reintentar');
    await expectSaved({ text: 'Hola' });

    expect(screen.field('Texto').value).toBe('Hola');
  });

  it('is saved before the step is left', async () => {
    await open();
    await screen.type('Texto', 'Hola');
    screen.button('Seguir con el ritmo').click();
    await screen.settled();
    expect(screen.url).toContain('/message');
    await expectSaved({ text: 'Hola' });
    await screen.settled();

    expect(screen.url).toBe('/bulk-messages/c1/pace');
    expect(document.activeElement?.querySelector('app-pace-step')).not.toBeNull();
  });

  it('goes to one number as a test, which is remembered', async () => {
    await open('whatsapp-web', { ...draft, message: { text: 'Hola' } });
    await screen.type('Número', '300 123 4567');
    await screen.click('Enviar prueba');
    const request = screen.expect('POST', '/api/bulk-campaigns/c1/test');
    expect(request.request.body).toEqual({ phoneNumber: '+573001234567' });
    request.flush({}, { status: 202, statusText: 'Accepted' });
    await screen.settled();

    expect(screen.text('app-test-send')).toContain('La prueba va en camino a +57');
    expect(Object.values(localStorage)).toContain('573001234567');
  });

  it('says why a test was refused', async () => {
    await open('whatsapp-web', { ...draft, message: { text: 'Hola' } });
    await screen.type('Número', '300 123 4567');
    await screen.click('Enviar prueba');
    screen
      .expect('POST', '/api/bulk-campaigns/c1/test')
      .flush({ type: 'not-on-whatsapp', title: '' }, { status: 422, statusText: 'Unprocessable' });
    await screen.settled();

    expect(screen.text('app-test-send')).toContain('Nadie tiene este número en WhatsApp.');
  });

  it('is a template over the Cloud API, whose places name variables', async () => {
    await open('cloud-api');
    screen.expect('GET', '/api/whatsapp/sessions/s1/templates').flush({ items: [], syncedAt: null });
    await screen.settled();
    expect(screen.text('app-template-message')).toContain('Esta línea no tiene plantillas aprobadas');
    await screen.click('Actualizar desde Meta');
    const synced = {
      items: [
        {
          id: 't1',
          name: 'aviso',
          language: 'es',
          category: 'utility',
          status: 'approved',
          body: 'Hola {{nombre}}, tu pedido está listo.',
          footer: 'Óptica Condorito',
          buttons: [],
          parameters: [{ key: 'body.nombre', example: 'Luz' }],
          sendable: true,
        },
      ],
      syncedAt: '2026-11-20T12:00:00.000Z',
    };
    screen.expect('POST', '/api/whatsapp/sessions/s1/templates/sync').flush(synced);
    // What changed meanwhile may be newer than the answer.
    screen.expect('GET', '/api/whatsapp/sessions/s1/templates').flush(synced);
    await screen.settled();
    await screen.type('Plantilla', 't1');
    expect(screen.button('Seguir con el ritmo').classList).not.toContain('button-primary');
    const place = screen.page.querySelector<HTMLInputElement>('[data-place]');
    await screen.type('Texto', '{{nombr}}');
    expect(screen.text('#bulk-unknown')).toContain('Nadie tiene el dato «nombr».');
    expect(place?.getAttribute('aria-invalid')).toBe('true');
    await screen.type('Texto', '');
    expect(place?.hasAttribute('aria-invalid')).toBeFalse();
    // A place that nobody has filled in names no variable, whatever it is called.
    expect(screen.text('.bubble').replace('\u2060', '')).toBe(
      'Hola {{nombre}}, tu pedido está listo. Óptica Condorito',
    );
    screen.field('Texto {{nombre}}').dispatchEvent(new Event('blur'));
    await screen.settled();
    expect(screen.text('app-template-message')).toContain('Falta este dato.');
    await pause();
    await expectSaved({ template: { templateId: 't1', parameters: { 'body.nombre': '' } } });
    expect(screen.texts('app-draft-steps li')[1]).not.toContain('(listo)');
    await screen.click('Insertar nombre Luz Díaz');
    expect(screen.text('app-template-message')).not.toContain('Falta este dato.');
    expect(screen.text('.bubble')).toBe('Hola Luz Marina, tu pedido está listo. Óptica Condorito');
    expect(screen.button('Seguir con el ritmo').classList).toContain('button-primary');

    await pause();
    await expectSaved({ template: { templateId: 't1', parameters: { 'body.nombre': '{{nombre}}' } } }, 3);
    expect(screen.texts('app-draft-steps li')[1]).toContain('(listo)');
  });

  it('says what is wrong with a file before it is sent anywhere', async () => {
    await open();
    const chooser = screen.page.querySelector<HTMLInputElement>('app-attached-file input[type=file]');
    if (!chooser) throw new Error('No file can be chosen.');
    const chosen = new DataTransfer();
    chosen.items.add(new File([], 'vacío.pdf', { type: 'application/pdf' }));
    chooser.files = chosen.files;
    chooser.dispatchEvent(new Event('change'));
    await screen.settled();

    expect(screen.text('app-attached-file .field-error')).toBe('El archivo está vacío.');
  });
});
