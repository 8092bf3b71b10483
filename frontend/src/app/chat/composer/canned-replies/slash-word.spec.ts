import { slashWordAt } from './slash-word';

describe('The word with a slash at the caret', () => {
  it('begins a text, a line, or comes after a space', () => {
    expect(slashWordAt('/sal', 4)).toEqual({ from: 0, to: 4, typed: 'sal' });
    expect(slashWordAt('Hola /', 6)).toEqual({ from: 5, to: 6, typed: '' });
    expect(slashWordAt('Hola\n/a', 7)).toEqual({ from: 5, to: 7, typed: 'a' });
  });

  it('reaches behind the caret, and is looked up by what stands before it', () => {
    expect(slashWordAt('/saludo y más', 3)).toEqual({ from: 0, to: 7, typed: 'sa' });
  });

  it('is none within a word, an address or a date, nor where the caret has left it', () => {
    expect(slashWordAt('y/o', 3)).toBeNull();
    expect(slashWordAt('https://a.mx', 12)).toBeNull();
    expect(slashWordAt('/etc/hosts', 10)).toBeNull();
    expect(slashWordAt('/etc/hosts', 2)).toBeNull();
    expect(slashWordAt('/sal ', 5)).toBeNull();
    expect(slashWordAt('/sal', 0)).toBeNull();
  });
});
