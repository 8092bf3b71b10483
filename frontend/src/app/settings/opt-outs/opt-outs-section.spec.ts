import type { OptOut } from '#contract/bulk-campaigns';
import numbers from '../../../../public/i18n/phone-numbers/es.json';
import { until } from '../../tabs/testing/until';
import { SettingsScreen } from '../testing/settings-screen';
import { wordFault, wordsIn } from './opt-out-words';

describe('the opt-outs', () => {
  const luz: OptOut = {
    phoneNumber: '573001234567',
    contactId: 'k1',
    name: 'Luz',
    at: '2026-11-20T10:00:00.000Z',
    word: 'BAJA',
  };
  const ana: OptOut = {
    phoneNumber: '573001234568',
    contactId: null,
    name: null,
    at: '2026-11-21T10:00:00.000Z',
    word: null,
  };
  const rules = { words: ['baja', 'stop'], reply: 'Listo, no te escribimos más.' };
  let screen: SettingsScreen;

  async function open(items: OptOut[], nextCursor: string | null = null): Promise<void> {
    screen = new SettingsScreen('admin', { 'phone-numbers/es': numbers });
    await screen.open('/settings/opt-outs');
    await until(() => screen.page.querySelector('app-opt-outs-section') !== null);
    await screen.settled();
    screen.server.expectOne('/api/opt-outs/rules').flush({ rules });
    answerList(items, nextCursor);
    await screen.settled();
  }

  function answerList(items: OptOut[], nextCursor: string | null = null): void {
    screen.server
      .expectOne(({ method, url }) => method === 'GET' && url === '/api/opt-outs')
      .flush({ items, nextCursor });
  }

  afterEach(() => {
    screen.server.match('/api/whatsapp/sessions');
    screen.server.verify();
  });

  it('say who they are, and how it came about', async () => {
    await open([ana, luz]);

    expect(screen.names()[0]).toContain('La anotó el equipo');
    expect(screen.names()[1]).toContain('Luz');
    expect(screen.names()[1]).toContain('Escribió «BAJA»');
  });

  it('can be taken back from somebody whose number WhatsApp does not show', async () => {
    await open([{ ...luz, phoneNumber: null }]);
    expect(screen.names()[0]).toContain('WhatsApp no muestra su número');
    await screen.click('Quitar la baja de Luz');
    await screen.click('Quitar la baja');
    screen.server.expectOne({ method: 'DELETE', url: '/api/opt-outs/contacts/k1' }).flush(null);
    await screen.settled();
    answerList([]);
    await screen.settled();

    expect(screen.page.textContent).toContain('Nadie se ha dado de baja');
  });

  it('hold on where the data of somebody were deleted, and say of nobody who it was', async () => {
    await open([luz, { ...ana, phoneNumber: null }]);

    expect(screen.names()[1]).toContain('Número eliminado');
    expect(screen.names()[1]).toContain('no se le vuelve a escribir');
    const takenBack = [...screen.page.querySelectorAll('button')].map((button) => button.ariaLabel ?? '');
    expect(takenBack.filter((label) => label.startsWith('Quitar la baja'))).toEqual(['Quitar la baja de Luz']);
  });

  it('say that nobody has opted out', async () => {
    await open([]);

    expect(screen.page.textContent).toContain('Nadie se ha dado de baja');
  });

  it('have words and an answer of the client’s own', async () => {
    await open([]);
    expect(screen.field('Palabras de baja').value).toBe('baja, stop');
    await screen.type('Palabras de baja', 'x');
    await screen.submitWith('Palabras de baja');
    expect(screen.noteOf('Palabras de baja')).toBe('Cada palabra tiene de 2 a 40 letras.');

    await screen.type('Palabras de baja', 'baja; no más , baja');
    await screen.submitWith('Palabras de baja');
    const saved = { words: ['baja', 'no más'], reply: rules.reply };
    const request = screen.server.expectOne({ method: 'PUT', url: '/api/opt-outs/rules' });
    expect(request.request.body).toEqual(saved);
    request.flush({ rules: saved });
    await screen.settled();
    screen.server.expectOne({ method: 'GET', url: '/api/opt-outs/rules' }).flush({ rules: saved });
    await screen.settled();

    expect(screen.notices.success).toHaveBeenCalledOnceWith('settings.opt-outs.saved');
  });

  it('are noted by hand', async () => {
    await open([]);
    await screen.click('Añadir un número');
    await screen.type('Número', '+57 300 123 4568');
    await screen.submitWith('Número');
    const request = screen.server.expectOne({ method: 'POST', url: '/api/opt-outs' });
    expect(request.request.body).toEqual({ phoneNumber: '+573001234568' });
    request.flush({ phoneNumber: '573001234568' }, { status: 201, statusText: 'Created' });
    answerList([ana]);
    await screen.settled();

    expect(screen.names().length).toBe(1);
    expect(await until(() => screen.page.querySelector('dialog') === null)).toBeTrue();
  });

  it('are removed once somebody has said so twice', async () => {
    await open([luz]);
    screen.page.querySelector<HTMLButtonElement>('.row-actions button')?.click();
    await screen.settled();
    expect(screen.page.querySelector('app-confirm-dialog')?.textContent).toContain('Hazlo solo si te lo pidió.');

    await screen.click('Quitar la baja');
    screen.server.expectOne({ method: 'DELETE', url: '/api/opt-outs/573001234567' }).flush(null);
    answerList([]);
    await screen.settled();

    expect(screen.page.textContent).toContain('Nadie se ha dado de baja');
  });

  it('follow what happens elsewhere', async () => {
    await open([luz]);
    screen.realtime.emit('settings_changed', { clientCode: 'demo', at: '', seq: 2, kind: 'optOuts' });
    screen.server.expectOne('/api/opt-outs/rules').flush({ rules });
    answerList([ana, luz]);
    await screen.settled();

    expect(screen.names().length).toBe(2);
  });

  it('go on with more of them', async () => {
    await open([ana], 'x');
    await screen.click('Ver más');
    answerList([luz]);
    await screen.settled();

    expect(screen.names().length).toBe(2);
  });
});

describe('the words of an opt-out', () => {
  it('are divided by commas, each once', () => {
    expect(wordsIn(' baja, STOP;baja\n no más ,')).toEqual(['baja', 'STOP', 'no más']);
  });

  it('are refused where there are none, too many, or some of the wrong length', () => {
    expect(wordFault([])).toBe('required');
    expect(wordFault(['a'])).toBe('wordLength');
    expect(wordFault(Array.from({ length: 21 }, (_, index) => `baja ${index}`))).toBe('tooManyWords');
    expect(wordFault(['baja'])).toBeNull();
  });
});
