import { nameProblemOf } from './line-name';

describe('The name of a line', () => {
  it('has nothing wrong with it, or one thing that can be said', () => {
    const problems = ['Ventas', '', '   ', ' óptica ', 'Óptica 2'].map((name) => nameProblemOf(name, ['Óptica']));
    expect(problems).toEqual([null, 'nameMissing', 'nameMissing', 'nameTaken', null]);
  });
});
