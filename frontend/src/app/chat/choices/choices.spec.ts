import { faultsOf, interactiveOf, isEmpty, noChoices, withAnother, withChoices } from './choices';

describe('Choices that are typed', () => {
  const choice = (title: string, description = '') => ({ title, description });
  const buttons = { ...noChoices, text: '¿Te los mandamos?', buttons: [choice(' Sí '), choice('No'), choice('')] };
  const list = {
    ...noChoices,
    kind: 'list' as const,
    text: '¿Cuándo?',
    opener: 'Ver horarios',
    rows: [choice('Mañana', 'De 9 a 12'), choice('Tarde')],
  };

  it('offer what has a name, with what stands around the text', () => {
    expect(interactiveOf({ ...buttons, header: ' Tu pedido ', footer: ' ' })).toEqual({
      header: 'Tu pedido',
      buttons: [
        { kind: 'reply', text: 'Sí' },
        { kind: 'reply', text: 'No' },
      ],
    });
    expect(interactiveOf(list)).toEqual({
      list: {
        button: 'Ver horarios',
        sections: [{ rows: [{ title: 'Mañana', description: 'De 9 a 12' }, { title: 'Tarde' }] }],
      },
    });
  });

  it('say in which field something is wrong', () => {
    expect([...faultsOf(buttons)]).toEqual([]);
    expect([...faultsOf(list)]).toEqual([]);
    expect([...faultsOf({ ...noChoices, kind: 'list' })]).toEqual([
      ['text', 'missing'],
      ['opener', 'missing'],
      ['choice-0', 'missing'],
    ]);
    expect([...faultsOf(withChoices(buttons, [choice('Sí'), choice('Sí')]))]).toEqual([['choice-1', 'twice']]);
    expect([...faultsOf(withChoices(list, [choice('Mañana'), choice('', 'De 9 a 12')]))]).toEqual([
      ['choice-1', 'nameless'],
    ]);
  });

  it('tell a text that is too long instead of cutting it', () => {
    expect([...faultsOf({ ...buttons, text: 'a'.repeat(1_025) })]).toEqual([['text', 'long']]);
  });

  it('keep the buttons while a list is typed', () => {
    const asList = withAnother({ ...buttons, kind: 'list' });
    expect(asList.buttons).toEqual(buttons.buttons);
    expect(asList.rows.length).toBe(noChoices.rows.length + 1);
  });

  it('are empty until something is typed', () => {
    expect(isEmpty(noChoices)).toBeTrue();
    expect(isEmpty(withChoices(noChoices, [choice('', 'De 9 a 12')]))).toBeFalse();
  });
});
