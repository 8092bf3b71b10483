import { aRule } from '../testing/a-bot';
import { BotScreen } from '../testing/bot-screen';

describe('the rules of the bot', () => {
  let screen: BotScreen;

  beforeEach(() => {
    screen = new BotScreen();
  });

  afterEach(() => {
    screen.server.verify();
  });

  const rules = [
    aRule('r1', { name: 'Precios' }),
    aRule('r2', { when: { kind: 'first_message' } }),
    aRule('r3', { when: { kind: 'any' }, reply: null, actions: [{ kind: 'hand_over' }] }),
  ];

  async function save() {
    await screen.click('Guardar');
    return (await screen.saved()).rules;
  }

  it('say in a line when they fit and what they do', async () => {
    const all = [
      aRule('r1', {
        when: { kind: 'keyword', words: ['precio', 'costo'] },
        actions: [{ kind: 'label', labelId: 'l1' }],
      }),
      aRule('r2', { when: { kind: 'phrase', phrase: 'hola', whole: true }, enabled: false }),
      aRule('r3', { when: { kind: 'outside_hours' }, reply: { text: '', mediaId: 'm1' } }),
    ];
    await screen.openWith({ rules: all });

    expect(screen.names()).toEqual([
      '1. Si dice: precio, costo',
      '2. Si dice solo «hola» Apagada',
      '3. Fuera del horario',
    ]);
    expect(screen.text('li:nth-child(1) .line')).toBe('«Cuesta 20.» · Etiqueta: Urgente');
    expect(screen.text('li:nth-child(3) .line')).toBe('Envía un archivo');
  });

  it('are moved by keyboard, and say where they are now', async () => {
    await screen.openWith({ rules });
    const handle = screen.button('Mover «Precios», regla 1 de 3: flechas arriba y abajo');
    handle.focus();
    handle.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown' }));
    await screen.settled();
    expect(screen.names()).toEqual(['1. En el primer mensaje', '2. Precios', '3. Con cualquier mensaje']);
    expect(screen.text()).toContain('«Precios» está ahora en el lugar 2 de 3.');
    expect(document.activeElement).toBe(handle);

    handle.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp' }));
    handle.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp' }));
    await screen.settled();
    expect(screen.names()[0]).toBe('1. Precios');
    expect(screen.text('app-save-bar')).toBe('');
  });

  it('are turned off and on', async () => {
    await screen.openWith({ rules });
    screen.field('Regla encendida: Precios').click();
    await screen.settled();
    expect(screen.names()[0]).toBe('1. Precios Apagada');

    expect((await save())[0]?.enabled).toBeFalse();
  });

  it('are copied below themselves, as rules of their own', async () => {
    await screen.openWith({ rules });
    await screen.openRule(1);
    await screen.click('Copiar');
    expect(screen.names()).toEqual(['1. Precios', '2. Precios', '3. En el primer mensaje', '4. Con cualquier mensaje']);
    await screen.type('Respuesta', 'Otra.');
    const saved = await save();

    expect(saved.map(({ reply }) => reply?.text)).toEqual(['Cuesta 20.', 'Otra.', 'Cuesta 20.', undefined]);
    expect(new Set(saved.map(({ id }) => id)).size).toBe(4);
  });

  it('begin in their first field when they are new', async () => {
    await screen.openWith({ rules });
    await screen.click('Añadir regla');
    expect(document.activeElement).toBe(screen.field('Nombre (opcional)'));
    expect(screen.page.querySelector('li:nth-child(4)')?.contains(document.activeElement)).toBeTrue();
  });

  it('come back to where they were when removing is undone', async () => {
    await screen.openWith({ rules });
    await screen.openRule(2);
    await screen.click('Quitar');
    expect(screen.names().length).toBe(2);
    expect(document.activeElement).toBe(screen.button('Deshacer'));
    await screen.click('Deshacer');

    expect(screen.names()).toEqual(['1. Precios', '2. En el primer mensaje', '3. Con cualquier mensaje']);
    expect(screen.text('app-save-bar')).toBe('');
  });

  it('fit words, phrases and expressions, with what was written for one kind kept for the next', async () => {
    await screen.openWith({ rules });
    await screen.openRule(1);
    await screen.type('Palabras', 'precio, costo,');
    expect(screen.field('Palabras').value).toBe('precio, costo,');
    await screen.type('Cuando', 'phrase');
    expect(screen.field('Frase').value).toBe('precio, costo');
    await screen.type('Frase', 'cuánto cuesta');
    screen.field('El mensaje es solo esto').click();
    await screen.settled();
    expect((await save())[0]?.when).toEqual({ kind: 'phrase', phrase: 'cuánto cuesta', whole: true });

    await screen.type('Cuando', 'pattern');
    await screen.type('Expresión regular', 'pedido (\\d+)');
    await screen.click('Insertar lo del paréntesis 1 (\\d+)');
    expect(screen.field('Respuesta').value).toBe('Cuesta 20.{{1}}');
    await screen.type('Cuando', 'outside_hours');
    expect(screen.noteOf('Respuesta')).toContain('Nadie tiene este dato: 1.');
    await screen.type('Respuesta', 'Cuesta 20.');

    expect((await save())[0]?.when).toEqual({ kind: 'outside_hours' });
  });

  it('say what is wrong with an expression, and where, while it is written, below its hint', async () => {
    await screen.openWith({ rules: [aRule('r1', { when: { kind: 'pattern', pattern: 'a' } })] });
    await screen.openRule(1);
    await screen.type('Expresión regular', 'pedido (\\d+');
    expect(screen.errorsOf('Expresión regular')).toEqual(['El paréntesis «(» del carácter 8 no se cierra: falta «)».']);
    expect(screen.noteOf('Expresión regular')).toContain('De RE2, sin distinguir mayúsculas.');
    await screen.type('Expresión regular', '(?=hola)[a-');
    expect(screen.errorsOf('Expresión regular')).toEqual([
      '«(?=», en el carácter 1: no se puede mirar alrededor. Escribe solo lo que debe coincidir.',
      'El corchete «[» del carácter 9 no se cierra: falta «]».',
    ]);
    await screen.type('Expresión regular', 'x{2}');
    expect(screen.errorsOf('Expresión regular')).toEqual([]);
  });

  it('say all that is wrong with a text at once', async () => {
    await screen.openWith({ rules: [aRule('r1')] });
    await screen.openRule(1);
    await screen.type('Respuesta', `{{nombe}} ${'a'.repeat(4_096)}`);

    expect(screen.errorsOf('Respuesta').length).toBe(2);
    expect(screen.noteOf('Respuesta')).toContain('Formato de WhatsApp');
  });

  it('say nothing and do several things', async () => {
    await screen.openWith({ rules });
    await screen.openRule(1);
    screen.field('Contestar con un mensaje').click();
    await screen.settled();
    await screen.click('Guardar');
    expect(screen.text('app-rule-editor')).toContain('Di algo o haz algo');
    for (let action = 1; action <= 5; action++) await screen.click('Añadir acción');
    await screen.answerReads();
    await screen.type('Etiqueta', 'l1');
    await screen.type('Etapa', 's1');
    await screen.type('Persona', 'u2');
    await screen.type('Texto de la nota', 'Preguntó el precio');
    const saved = await save();

    expect(saved[0]?.reply).toBeNull();
    expect(saved[0]?.actions).toEqual([
      { kind: 'label', labelId: 'l1' },
      { kind: 'stage', stage: 's1' },
      { kind: 'assign', userId: 'u2' },
      { kind: 'hand_over' },
      { kind: 'note', text: 'Preguntó el precio' },
    ]);
  });

  it('say what is wrong with an action that names what is gone', async () => {
    await screen.openWith({ rules: [aRule('r1', { actions: [{ kind: 'label', labelId: 'gone' }] })] });
    await screen.openRule(1);
    expect(screen.field('Etiqueta').value).toBe('');
    await screen.type('Respuesta', 'Otra.');
    await screen.click('Guardar');
    await screen.refused([{ path: 'rules.0.actions.0.labelId', message: 'There is no such label.' }]);

    expect(screen.errorsOf('Etiqueta')).toEqual(['El servidor no acepta esto: puede que ya no exista.']);
  });

  it('begin with templates, in the order that works, with the hours there are', async () => {
    await screen.openWith({ rules: [] });
    expect(screen.text()).toContain('Empieza con una de estas');
    await screen.click('Añadir las cuatro');
    expect(screen.names()).toEqual([
      '1. Pasar a una persona',
      '2. Fuera de horario',
      '3. Horario de atención',
      '4. Saludo',
    ]);
    const saved = await save();

    expect(saved[0]?.actions).toEqual([{ kind: 'hand_over' }]);
    expect(saved[2]?.reply?.text).toBe('Atendemos de lunes a viernes de 9:00 a 18:00, sábado de 9:00 a 13:00.');
    expect(saved[3]?.reply?.text).toContain('¡Hola, {{nombre|qué gusto}}!');
  });
});
