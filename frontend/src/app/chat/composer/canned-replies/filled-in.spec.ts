import { filledIn } from './filled-in';

describe('A canned reply with its names filled in', () => {
  const names = { contact: 'Rosa $& Díaz', agent: 'Ana' };

  it('knows each variable in both languages', () => {
    expect(filledIn('Hola {{nombre}}, soy {{agente}}.', names)).toBe('Hola Rosa $& Díaz, soy Ana.');
    expect(filledIn('Hi {{name}}, {{ Agent }} here', names)).toBe('Hi Rosa $& Díaz, Ana here');
  });

  it('reads well where a name is not known', () => {
    expect(filledIn('Hola {{nombre}}, ¿qué tal?', { ...names, contact: '' })).toBe('Hola, ¿qué tal?');
  });

  it('leaves anything else as it is', () => {
    expect(filledIn('{{pedido}} {nombre} {{nombres}}', names)).toBe('{{pedido}} {nombre} {{nombres}}');
  });
});
