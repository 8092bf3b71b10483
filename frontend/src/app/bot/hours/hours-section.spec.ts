import { BotScreen } from '../testing/bot-screen';

describe('the hours of the bot', () => {
  let screen: BotScreen;

  beforeEach(() => {
    // A Friday, half past two in the afternoon in Bogotá.
    jasmine.clock().install().mockDate(new Date('2026-11-20T19:30:00.000Z'));
    screen = new BotScreen();
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    screen.server.verify();
  });

  const inputs = (day: number) => [
    ...screen.page.querySelectorAll<HTMLInputElement>(`app-day-row:nth-of-type(${day}) input`),
  ];
  async function set(input: HTMLInputElement | undefined, value: string): Promise<void> {
    if (!input) throw new Error('There is no such field.');
    input.value = value;
    input.dispatchEvent(new Event('change'));
    await screen.settled();
  }
  async function save() {
    await screen.click('Guardar');
    return (await screen.saved()).hours;
  }

  it('are those of the client, and say whether it is open now', async () => {
    await screen.openWith({}, 'hours');
    expect(screen.text('.zone')).toContain('Colombia');
    expect(screen.text('.zone')).toContain('Ahora: abierto');
    await set(inputs(5)[1], '14:00');
    expect(screen.text('.zone')).toContain('Ahora: cerrado');
    await set(inputs(5)[1], '15:00');
    jasmine.clock().tick(30 * 60_000);
    await screen.settled();

    expect(screen.text('.zone')).toContain('Ahora: cerrado');
  });

  it('have several spans a day, until midnight, or none', async () => {
    await screen.openWith({}, 'hours');
    await screen.click('Añadir una franja: lunes');
    await set(inputs(1)[3], '00:00');
    await screen.click('Añadir una franja: domingo');
    await screen.click('Quitar la franja 1');
    const { week } = await save();

    expect(week.monday).toEqual([{ from: '19:00', to: '24:00' }]);
    expect(week.sunday).toEqual([{ from: '09:00', to: '18:00' }]);
  });

  it('are said to be wrong as soon as they are', async () => {
    await screen.openWith({}, 'hours');
    await set(inputs(1)[1], '08:00');
    expect(screen.text('app-day-row:nth-of-type(1) .field-error')).toContain('Tiene que terminar después de empezar');
    await set(inputs(1)[1], '12:00');
    await screen.click('Añadir una franja: lunes');
    await set(inputs(1)[2], '11:00');

    expect(screen.text('app-day-row:nth-of-type(1) .field-error')).toContain('Empieza antes de que termine');
    expect(inputs(1)[2]?.getAttribute('aria-invalid')).toBe('true');
  });

  it('of one day are those of all working days by one click', async () => {
    await screen.openWith({}, 'hours');
    await set(inputs(3)[0], '10:00');
    await screen.click('Usar este horario de lunes a viernes: miércoles');
    const { week } = await save();

    expect(week.monday).toEqual([{ from: '10:00', to: '18:00' }]);
    expect(week.friday).toEqual([{ from: '10:00', to: '18:00' }]);
    expect(week.saturday).toEqual([{ from: '09:00', to: '13:00' }]);
  });

  it('know holidays', async () => {
    await screen.openWith({}, 'hours');
    await screen.click('Añadir un día');
    await screen.type('Día', '2026-11-20');
    expect(screen.text('.zone')).toContain('Ahora: cerrado');
    await screen.type('Nombre (opcional)', 'Aniversario');
    await screen.click('Añadir un día');
    await screen.click('Guardar');
    expect(screen.text('app-holiday-list')).toContain('Elige el día.');
    await screen.click('Quitar el día 2');

    expect((await save()).holidays).toEqual([{ day: '2026-11-20', name: 'Aniversario' }]);
  });
});
