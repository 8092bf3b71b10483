import { isShortcut, type Shortcut } from './shortcuts';

describe('isShortcut', () => {
  function pressed(key: string, init: KeyboardEventInit = {}, target: Element = document.body): KeyboardEvent {
    const event = new KeyboardEvent('keydown', { key, ...init });
    Object.defineProperty(event, 'target', { value: target });
    return event;
  }
  const element = (name: string, attributes: Record<string, string> = {}) =>
    Object.assign(document.createElement(name), attributes);

  const all: readonly Shortcut[] = ['palette', 'help', 'search', 'find', 'previous', 'next', 'back'];
  const meant = (event: KeyboardEvent) => all.filter((shortcut) => isShortcut(event, shortcut));

  it('takes Ctrl and ⌘, in whatever case the letter comes', () => {
    expect(meant(pressed('k', { ctrlKey: true }))).toEqual(['palette']);
    expect(meant(pressed('K', { metaKey: true }))).toEqual(['palette']);
    expect(meant(pressed('F', { ctrlKey: true, shiftKey: true }))).toEqual(['find']);
  });

  it('takes no key that comes with others', () => {
    expect(meant(pressed('k'))).toEqual([]);
    expect(meant(pressed('k', { ctrlKey: true, shiftKey: true }))).toEqual([]);
    expect(meant(pressed('f', { ctrlKey: true }))).toEqual([]);
    expect(meant(pressed('ArrowUp', { altKey: true, ctrlKey: true }))).toEqual([]);
    expect(meant(pressed('/', { ctrlKey: true }))).toEqual([]);
  });

  it('takes a character however the keyboard writes it, but where it would be written', () => {
    expect(meant(pressed('/', { shiftKey: true }))).toEqual(['search']);
    expect(meant(pressed('?', { shiftKey: true }))).toEqual(['help']);
    for (const field of [element('textarea'), element('input', { type: 'search' }), element('select')]) {
      expect(meant(pressed('?', { shiftKey: true }, field))).toEqual([]);
    }
    expect(meant(pressed('?', { shiftKey: true }, element('input', { type: 'checkbox' })))).toEqual(['help']);
  });

  it('takes combinations while somebody writes', () => {
    expect(meant(pressed('k', { ctrlKey: true }, element('textarea')))).toEqual(['palette']);
    expect(meant(pressed('ArrowDown', { altKey: true }, element('textarea')))).toEqual(['next']);
  });

  it('leaves the keys to whoever composes a character with them', () => {
    expect(meant(pressed('Escape', { isComposing: true }))).toEqual([]);
  });
});
