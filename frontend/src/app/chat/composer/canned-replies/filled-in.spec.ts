import { filledIn } from './filled-in';

describe('A canned reply with its names filled in', () => {
  const names = { contact: 'Rosa $& Díaz', agent: 'Ana' };

  it('knows each variable in both languages', () => {
    expect(filledIn('Hola {{nombre}}, soy {{agente}}.', names)).toBe('Hola Rosa $& Díaz, soy Ana.');
    expect(filledIn('Hi {{name}}, {{ Agent }} here', names)).toBe('Hi Rosa $& Díaz, Ana here');
  });

  it('knows the first name of a person, and a name that is none of one as a whole', () => {
    const called = (contact: string) => filledIn('Hola {{primer_nombre}}', { ...names, contact });
    expect(called('Alejandra Aguilar Fernández')).toBe('Hola Alejandra');
    expect(called('Grupo 3 Hermanos')).toBe('Hola Grupo 3 Hermanos');
    expect(called('')).toBe('Hola');
    expect(filledIn('Hi {{first_name}}', { ...names, contact: 'Ana Díaz' })).toBe('Hi Ana');
  });

  it('reads well where a name is not known', () => {
    expect(filledIn('Hola {{nombre}}, ¿qué tal?', { ...names, contact: '' })).toBe('Hola, ¿qué tal?');
  });

  it('leaves anything else as it is', () => {
    expect(filledIn('{{pedido}} {nombre} {{nombres}}', names)).toBe('{{pedido}} {nombre} {{nombres}}');
  });
});
