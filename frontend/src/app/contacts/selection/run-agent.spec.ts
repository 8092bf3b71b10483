import { TestBed } from '@angular/core/testing';
import type { RunAgentPreview, RunAgentRequest } from '#contract/contacts';
import { PACES } from '#contract/campaign-rules';
import type { AgentRun } from '#contract/conversations';
import { BOT_LIMITS } from '#contract/bot-limits';
import { Notices } from '../../errors';
import { wordsOf } from '../../screens/testing/routed-screen';
import { until } from '../../tabs/testing/until';
import { testSession } from '../../whatsapp-sessions/testing/test-session';
import { aContact, ContactsScreen } from '../testing/contacts-screen';

describe('having the bot write to contacts', () => {
  const ana = aContact(1, { name: 'Ana' });
  const luz = aContact(2, { name: 'Luz' });
  const zoe = aContact(3, { name: 'Zoe' });
  const PREVIEW = '/api/contacts/run-agent/preview';
  const preview: RunAgentPreview = {
    lines: [
      {
        sessionId: 's1',
        contacts: 1,
        before: 3,
        first: { contactId: 'p1', text: 'Hola *Ana*', reason: null },
        pace: PACES['whatsapp-web'].careful,
        endsAt: '2026-11-20T16:00:00.000Z',
        heldBy: 'quiet_hours',
      },
    ],
    underWay: [],
    refused: [{ contactId: 'p2', reason: 'opted_out' }],
  };
  let screen: ContactsScreen;

  beforeEach(async () => {
    screen = new ContactsScreen();
    await screen.open('/contacts');
    await screen.answer([ana, luz, zoe]);
  });
  const box = (label: string) => screen.found(`input[aria-label="${label}"]`) as HTMLInputElement;
  const bar = () => wordsOf(screen.page.querySelector('app-selection-bar'));
  const dialog = () => wordsOf(screen.page.querySelector('app-run-agent-dialog dialog'));
  const click = async (element: HTMLElement) => {
    element.click();
    await screen.settled();
  };
  const press = (name: string) => {
    const buttons = [...screen.page.querySelectorAll<HTMLButtonElement>('button')];
    const found = buttons.filter((each) => (each.getAttribute('aria-label') ?? wordsOf(each)) === name).at(-1);
    if (!found) throw new Error(`There is no button "${name}".`);
    return click(found);
  };
  const asked = async (path: string, answer: object): Promise<RunAgentRequest> => {
    const request = screen.server.expectOne({ method: 'POST', url: path });
    request.flush(answer);
    for (const lines of screen.server.match('/api/whatsapp/sessions'))
      lines.flush({ items: [testSession({ id: 's1', name: 'Ventas', state: 'retrying' })], epoch: 'e1', seq: 1 });
    await screen.settled();
    return request.request.body as RunAgentRequest;
  };
  const tell = async (agentRun: AgentRun | null, version: number) => {
    const { conversations: _those, ...known } = ana;
    const envelope = { clientCode: 'demo', at: '', seq: version };
    screen.realtime.emit('contact_updated', { ...envelope, contact: { ...known, agentRun, version } });
    await screen.settled();
  };

  it('shows what they would read, how many and how fast, and whom it cannot write to, before it is asked for', async () => {
    await click(box('Elegir a Ana'));
    await click(box('Elegir a Luz'));
    expect(bar()).toContain('2 elegidos');
    await press('Ejecutar agente');
    const { contactIds } = await asked(PREVIEW, { preview });

    expect(contactIds).toEqual(['p1', 'p2']);
    expect(dialog()).toContain('Ejecutar agente con 2 contactos');
    expect(dialog()).toContain('Por «Ventas», a 1 contacto');
    expect(dialog()).toContain('Esta línea no está conectada');
    expect(dialog()).toContain('Así lo leerá Ana: Hola Ana');
    expect(dialog()).toContain('pausas de 30 a 90 segundos y a lo sumo 200 al día. Son menos si la línea es nueva');
    expect(dialog()).toContain('Entre las 21:00 y las 08:00 no sale nada.');
    // Only admins may change that.
    expect(dialog()).not.toContain('Cambiar el ritmo');
    expect(dialog()).toContain('Antes van 3');
    expect(dialog()).toContain('Ahora son horas de silencio');
    expect(dialog()).toContain(
      'A 1 no se le escribe Está en la lista de bajas: pidió no recibir más mensajes, o el equipo no le escribe más. Luz',
    );
    screen.server.expectNone('/api/contacts/run-agent');
  });

  it('says to how many it writes, names those it does not and why, and lets go of the selection', async () => {
    for (const name of ['Ana', 'Luz', 'Zoe']) await click(box(`Elegir a ${name}`));
    await press('Ejecutar agente');
    await asked(PREVIEW, { preview: { ...preview, underWay: ['p3'] } });
    expect(dialog()).toContain('A 2 no se les escribe El agente ya está con este contacto');
    await press('Escribir a 1');
    const [first, third] = [ana, zoe].map(({ conversations: _those, ...known }) => known);
    const at = '2026-11-20T12:00:00.000Z';
    const contacts = [
      { ...first, agentRun: { state: 'waiting', at } },
      { ...third, agentRun: { state: 'sent', at } },
    ];
    const refused = [{ contactId: 'p2', reason: 'bot_off' }];
    await asked('/api/contacts/run-agent', { contacts, underWay: ['p3'], refused, epoch: 'e1', seq: 120 });

    expect(screen.realtime.snapshots).toContain(120);
    expect(dialog()).toContain('El agente le escribirá a Ana.');
    expect(dialog()).toContain('A 2 no se les escribe');
    expect(dialog()).toContain('aún no responde: no le escribe otra vez. Zoe');
    expect(dialog()).toContain('El bot está apagado: un administrador lo enciende en «Bot». Luz');
    expect(bar()).toBe('');
  });

  it('says what would come of it as soon as an admin has changed the bot', async () => {
    await press('Ejecutar agente con Luz');
    await asked(PREVIEW, { preview: { ...preview, lines: [], refused: [{ contactId: 'p2', reason: 'bot_off' }] } });
    expect(dialog()).toContain('El bot está apagado');
    const envelope = { clientCode: 'demo', at: '', seq: 121 };
    screen.realtime.emit('bot_status_changed', { ...envelope, enabled: true, by: 'u2' });
    await asked(PREVIEW, { preview: { ...preview, refused: [] } });

    expect(dialog()).not.toContain('El bot está apagado');
    expect(dialog()).toContain('Escribir a 1');
    screen.realtime.emit('settings_changed', { ...envelope, seq: 122, kind: 'cannedReplies' });
    await screen.settled();
    screen.server.expectNone(PREVIEW);
    screen.realtime.emit('settings_changed', { ...envelope, seq: 123, kind: 'bot' });
    await screen.settled();
    screen.server.expectOne(PREVIEW).flush(null, { status: 500, statusText: '' });
    await screen.settled();
    expect(dialog()).not.toContain('Escribir a 1');
  });

  it('is taken back from those who wait, in the bar and beside the list, and says what has become of it', async () => {
    const CANCEL = '/api/contacts/run-agent/cancel';
    const notices = TestBed.inject(Notices) as jasmine.SpyObj<Notices>;
    const at = '2026-11-20T12:00:00.000Z';
    await click(box('Elegir a Ana'));
    await click(box('Elegir a Luz'));
    expect(bar()).not.toContain('Quitar de la espera');
    await tell({ state: 'waiting', at }, 110);
    expect(bar()).toContain('Quitar de la espera (1)');
    await press('Quitar de la espera (1)');
    const { contactIds } = await asked(CANCEL, { contacts: [ana], kept: [], epoch: 'e1', seq: 111 });

    expect(contactIds).toEqual(['p1']);
    expect(screen.realtime.snapshots).toContain(111);
    expect(notices.success).toHaveBeenCalledOnceWith('agentRuns.cancelledOne', { count: '1' });
    expect(wordsOf(document.activeElement)).toBe('Ejecutar agente');
    await tell(null, 111);
    expect(bar()).not.toContain('Quitar de la espera');
    expect(screen.page.querySelector('.agent app-agent-run-line')).toBeNull();
    await tell({ state: 'waiting', at }, 112);
    await press('Quitar de la espera (1)');
    await asked(CANCEL, { contacts: [], kept: [{ contactId: 'p1', reason: 'writing' }], epoch: 'e1', seq: 113 });
    expect(notices.info).toHaveBeenCalledOnceWith('agentRuns.stillWritingOne', { count: '1' });
  });

  it('has nothing to ask for where it can write to nobody', async () => {
    await press('Ejecutar agente con Luz');
    await asked(PREVIEW, { preview: { ...preview, lines: [] } });

    expect(dialog()).not.toContain('Escribir a');
    await press('Cerrar');
    expect(await until(() => dialog() === '')).toBeTrue();
  });

  it('shows how far it is with each, and what it waits for, as it is told', async () => {
    const at = '2026-11-20T12:00:00.000Z';
    const line = () => wordsOf(screen.page.querySelector('.agent app-agent-run-line'));
    await tell({ state: 'waiting', at, waiting: { for: 'line_down', until: null } }, 110);
    expect(line()).toBe('En espera La línea no está conectada');
    await tell({ state: 'writing', at }, 111);
    expect(line()).toBe('Escribiendo');
    await tell({ state: 'failed', reason: 'not_on_whatsapp', at }, 112);
    expect(line()).toBe('Sin enviar No tiene WhatsApp.');
  });

  it('takes no more at a time than one request may bring, and says so', async () => {
    const many = Array.from({ length: BOT_LIMITS.runs + 1 }, (_, number) =>
      aContact(number + 1, { name: `N${number}` }),
    );
    await screen.go('/contacts?q=n');
    await screen.answer(many);
    const all = box(`Elegir los ${String(many.length)} que se cargaron`);
    await click(all);

    expect(bar()).toContain('500 elegidos · No caben más: se eligen hasta 500 a la vez.');
    expect(all.checked).toBeFalse();
    expect(all.indeterminate).toBeTrue();
    await press('Quitar la selección');
    expect(bar()).toBe('');
  });

  it('chooses on the board, too, and what was chosen in the table stays so', async () => {
    await click(box('Elegir a Zoe'));
    await screen.go('/contacts?view=board');
    await screen.answerBoard({ '': [ana, luz, zoe] });
    await click(box('Elegir a Ana'));

    expect(box('Elegir a Zoe').checked).toBeTrue();
    expect(bar()).toContain('2 elegidos');
  });
});
