import type { RunAgentPreview, RunAgentRequest } from '#contract/contacts';
import type { AgentRun } from '#contract/conversations';
import { BOT_LIMITS } from '#contract/bot-limits';
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
  const tell = async (agentRun: AgentRun, version: number) => {
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
    expect(dialog()).toContain('pausas de 30 a 90 segundos');
    expect(dialog()).toContain('Antes van 3');
    expect(dialog()).toContain('Ahora son horas de silencio');
    expect(dialog()).toContain('A 1 no se le escribe Pidió no recibir más mensajes. Luz');
    screen.server.expectNone('/api/contacts/run-agent');
  });

  it('says to how many it writes, to whom it does not after all, and lets go of the selection', async () => {
    await click(box('Elegir a Ana'));
    await press('Ejecutar agente');
    await asked(PREVIEW, { preview });
    await press('Escribir a 1');
    const { conversations: _those, ...known } = ana;
    const refused = [{ contactId: 'p1', reason: 'bot_off' }];
    await asked('/api/contacts/run-agent', { contacts: [known], refused, epoch: 'e1', seq: 120 });

    expect(screen.realtime.snapshots).toContain(120);
    expect(dialog()).toContain('El agente se ocupa de 1 contacto');
    expect(dialog()).toContain('El bot está apagado');
    expect(bar()).toBe('');
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
    expect(line()).toBe('Sin enviar Nadie tiene este número en WhatsApp.');
  });

  it('takes no more at a time than one request may bring, and says so', async () => {
    const many = Array.from({ length: BOT_LIMITS.runs + 1 }, (_, number) =>
      aContact(number + 1, { name: `N${number}` }),
    );
    await screen.go('/contacts?q=n');
    await screen.answer(many);
    const all = box(`Elegir los ${String(many.length)} que se cargaron`);
    await click(all);

    expect(bar()).toContain('500 elegidos Se pueden elegir 500 a la vez.');
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
