import { capturesOf } from './captures';

describe('what a regular expression captures', () => {
  it('is each of its groups, in the order in which they begin', () => {
    expect(capturesOf('(pedido|orden) (?<n>\\d+)')).toEqual(['(pedido|orden)', '(?<n>\\d+)']);
    expect(capturesOf('((a)b)(?P<c>c)')).toEqual(['((a)b)', '(a)', '(?P<c>c)']);
  });

  it('is nothing that only looks like one', () => {
    expect(capturesOf('\\(a\\)[(b)]\\Q(c)\\E(?:d)(?i:e)')).toEqual([]);
    expect(capturesOf('[]()](a)')).toEqual(['(a)']);
  });

  it('is known while it is being written', () => {
    expect(capturesOf('a)(b(c')).toEqual(['(b(c', '(c']);
  });
});
