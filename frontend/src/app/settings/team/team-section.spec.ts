import type { ClientSettings } from '#contract/team-settings';
import { until } from '../../tabs/testing/until';
import { SettingsScreen } from '../testing/settings-screen';

describe('the settings of the team', () => {
  const stages = ['Nuevo', 'Interesado', 'Cliente'].map((name) => ({ id: name, name }));
  let settings: ClientSettings;
  let screen: SettingsScreen;

  async function open(change: Partial<ClientSettings> = {}): Promise<void> {
    settings = { stages, contactFields: [], readReceipts: true, timeZone: 'America/Bogota', ...change };
    screen = new SettingsScreen('admin');
    await screen.open('/settings/team');
    await readAgain();
  }

  /** Answers who reads the settings, as they are now. */
  async function readAgain(): Promise<void> {
    for (const read of screen.server.match({ method: 'GET', url: '/api/settings' })) {
      if (!read.cancelled) read.flush({ settings, epoch: 'e1', seq: 1 });
    }
    await screen.settled();
  }

  /** What was sent to be changed; the server takes it. */
  async function taken(): Promise<Partial<ClientSettings>> {
    const [sent] = screen.server.match({ method: 'PATCH', url: '/api/settings' });
    if (!sent) throw new Error('Nothing was sent.');
    const change = sent.request.body as Partial<ClientSettings>;
    settings = { ...settings, ...change };
    sent.flush({ settings });
    await screen.settled();
    await readAgain();
    return change;
  }

  const names = () =>
    [...screen.page.querySelectorAll('app-named-settings-card:first-of-type .what')].map(
      ({ textContent }) => textContent,
    );
  const noDialog = () => until(() => screen.page.querySelector('dialog') === null);

  afterEach(() => {
    screen.server.verify();
  });

  it('say what contacts see of their messages being read', async () => {
    await open();
    expect(screen.page.textContent).toContain('ven las palomitas azules');
    screen.field('Confirmaciones de lectura').click();
    await screen.settled();
    expect(screen.page.textContent).toContain('se quedan grises');

    expect(await taken()).toEqual({ readReceipts: false });
    expect(screen.field('Confirmaciones de lectura').checked).toBeFalse();
  });

  it('say by which clocks the company goes', async () => {
    await open();
    const zone = screen.page.querySelector<HTMLSelectElement>('#team-zone');
    if (!zone) throw new Error('There is no time zone.');
    expect(zone.value).toBe('America/Bogota');
    zone.value = 'America/Mexico_City';
    zone.dispatchEvent(new Event('change'));
    await screen.settled();

    expect(await taken()).toEqual({ timeZone: 'America/Mexico_City' });
    expect(zone.value).toBe('America/Mexico_City');
    const time = new Intl.DateTimeFormat('es', { timeZone: 'America/Mexico_City', hour: 'numeric', minute: '2-digit' });
    expect(screen.page.querySelector('#team-zone-time')?.textContent).toContain(time.format(new Date()));
  });

  it('are as before where the server does not take a change', async () => {
    await open();
    screen.field('Confirmaciones de lectura').click();
    await screen.click('Bajar Nuevo');
    expect(names()).toEqual(['Interesado', 'Nuevo', 'Cliente']);
    screen.server.match({ method: 'PATCH', url: '/api/settings' }).forEach((sent) => {
      sent.flush({ type: 'forbidden' }, { status: 403, statusText: 'Forbidden' });
    });
    await screen.settled();
    await readAgain();

    expect(screen.field('Confirmaciones de lectura').checked).toBeTrue();
    expect(names()).toEqual(['Nuevo', 'Interesado', 'Cliente']);
  });

  it('put stages in order one step at a time, and the keyboard stays where it is', async () => {
    await open();
    await screen.click('Subir Cliente');
    await screen.click('Subir Cliente');
    expect(names()).toEqual(['Cliente', 'Nuevo', 'Interesado']);
    expect(document.activeElement?.ariaLabel).toBe('Subir Cliente');
    expect(screen.page.textContent).toContain('Cliente: posición 1 de 3');
    await screen.click('Subir Cliente');

    expect((await taken()).stages?.map(({ id }) => id)).toEqual(['Nuevo', 'Cliente', 'Interesado']);
    expect(names()).toEqual(['Cliente', 'Nuevo', 'Interesado']);
    expect((await taken()).stages?.map(({ id }) => id)).toEqual(['Cliente', 'Nuevo', 'Interesado']);
    expect(names()).toEqual(['Cliente', 'Nuevo', 'Interesado']);
  });

  it('take a step that is made in the moment the server answers', async () => {
    await open();
    await screen.click('Bajar Nuevo');
    const [sent] = screen.server.match({ method: 'PATCH', url: '/api/settings' });
    settings = { ...settings, ...(sent?.request.body as Partial<ClientSettings>) };
    sent?.flush({ settings: structuredClone(settings) });
    screen.button('Bajar Nuevo').click();
    await screen.settled();
    await readAgain();

    expect(names()).toEqual(['Interesado', 'Cliente', 'Nuevo']);
    expect((await taken()).stages?.map(({ id }) => id)).toEqual(['Interesado', 'Cliente', 'Nuevo']);
  });

  it('rename a stage, which keeps its id, and refuse a name that is another’s', async () => {
    await open();
    await screen.click('Cambiar el nombre de Cliente');
    expect(screen.field('Nombre').value).toBe('Cliente');
    await screen.type('Nombre', ' NUEVO ');
    await screen.submitWith('Nombre');
    expect(screen.noteOf('Nombre')).toBe('Ya está en uso.');
    await screen.type('Nombre', 'Ya cliente');
    await screen.submitWith('Nombre');

    expect((await taken()).stages?.at(-1)).toEqual({ id: 'Cliente', name: 'Ya cliente' });
    await noDialog();
    expect(names()).toEqual(['Nuevo', 'Interesado', 'Ya cliente']);
  });

  it('keep a name that is given while steps are on their way', async () => {
    await open();
    await screen.click('Bajar Nuevo');
    await screen.click('Bajar Nuevo');
    await screen.click('Cambiar el nombre de Cliente');
    await screen.type('Nombre', 'Ya cliente');
    await screen.submitWith('Nombre');
    for (let change = 1; change <= 3; change++) await taken();
    await noDialog();

    expect(names()).toEqual(['Interesado', 'Ya cliente', 'Nuevo']);
    expect(settings.stages.map(({ name }) => name)).toEqual(['Interesado', 'Ya cliente', 'Nuevo']);
  });

  it('remove a stage for good though steps are on their way', async () => {
    await open();
    await screen.click('Bajar Nuevo');
    await screen.click('Eliminar Cliente');
    screen.server.expectOne('/api/settings/stages/Cliente').flush({ stage: stages[2], contacts: 0 });
    await screen.settled();
    await screen.click('Eliminar');
    screen.server.expectNone({ method: 'DELETE', url: '/api/settings/stages/Cliente' });
    await taken();
    settings = { ...settings, stages: settings.stages.filter(({ id }) => id !== 'Cliente') };
    screen.server.expectOne({ method: 'DELETE', url: '/api/settings/stages/Cliente' }).flush(null);
    await screen.settled();
    await readAgain();
    await noDialog();

    expect(names()).toEqual(['Interesado', 'Nuevo']);
  });

  it('add a field with an id of its own', async () => {
    await open();
    expect(screen.page.textContent).toContain('Aún no hay datos propios');
    await screen.click('Nuevo dato');
    await screen.type('Nombre', 'Talla');
    await screen.submitWith('Nombre');

    const [field] = (await taken()).contactFields ?? [];
    expect(field?.name).toBe('Talla');
    expect(field?.id).toMatch(/^[0-9a-f]{24}$/);
    await noDialog();
    expect(screen.page.textContent).toContain('Talla');
  });

  it('have no more stages than there can be', async () => {
    await open({
      stages: Array.from({ length: 20 }, (_, place) => ({ id: String(place), name: `E${String(place)}` })),
    });

    expect(() => screen.button('Nueva etapa')).toThrowError();
    expect(screen.page.textContent).toContain('Puede haber 20 etapas como mucho.');
  });

  it('ask where the contacts of a stage go before it is removed', async () => {
    await open();
    await screen.click('Eliminar Nuevo');
    screen.server.expectOne('/api/settings/stages/Nuevo').flush({ stage: stages[0], contacts: 12 });
    await screen.settled();
    expect(screen.page.querySelector('dialog')?.textContent).toContain('Hay 12 contactos en ella');
    const target = screen.field('Pasan a');
    target.value = 'Cliente';
    target.dispatchEvent(new Event('change'));
    await screen.click('Eliminar');

    const sent = screen.server.expectOne({ method: 'DELETE', url: '/api/settings/stages/Nuevo' });
    expect(sent.request.body).toEqual({ moveTo: 'Cliente' });
    settings = { ...settings, stages: stages.slice(1) };
    sent.flush(null);
    await screen.settled();
    await readAgain();
    expect(names()).toEqual(['Interesado', 'Cliente']);
    expect(document.activeElement?.textContent).toContain('Nueva etapa');
    await noDialog();
  });

  it('say that what contacts have of a field is lost with it', async () => {
    await open({ contactFields: [{ id: 'f1', name: 'Talla' }] });
    await screen.click('Eliminar Talla');
    screen.server
      .expectOne('/api/settings/contact-fields/f1')
      .flush({ field: { id: 'f1', name: 'Talla' }, contacts: 1 });
    await screen.settled();
    expect(screen.page.querySelector('dialog')?.textContent).toContain('Lo anotado se borrará para siempre');
    expect(screen.page.querySelector('dialog select')).toBeNull();
    await screen.click('Eliminar');
    settings = { ...settings, contactFields: [] };
    screen.server.expectOne({ method: 'DELETE', url: '/api/settings/contact-fields/f1' }).flush(null);
    await screen.settled();
    await readAgain();

    expect(screen.page.textContent).toContain('Aún no hay datos propios');
    await noDialog();
  });

  it('are asked for again where they could not be read', async () => {
    screen = new SettingsScreen('admin');
    await screen.open('/settings/team');
    screen.server.expectOne('/api/settings').flush(null, { status: 500, statusText: 'Server Error' });
    await screen.settled();
    await screen.click('Reintentar');
    settings = { stages, contactFields: [], readReceipts: true, timeZone: 'America/Bogota' };
    await readAgain();

    expect(names()).toEqual(['Nuevo', 'Interesado', 'Cliente']);
  });
});
