import { RE2JS } from 're2js';
import { faultsOfPattern } from './pattern-faults';

describe('the faults of a regular expression', () => {
  const told = (pattern: string) =>
    faultsOfPattern(pattern).map(({ kind, place, piece }) => `${kind} ${place} ${piece}`);

  it('are said by what is wrong and where, in characters as people count them', () => {
    expect(told('pedido (\\d+)')).toEqual([]);
    expect(told('😀 (a')).toEqual(['openGroup 3 (']);
    expect(told('a)')).toEqual(['closesNothing 2 )']);
    expect(told('a[b-')).toEqual(['openSet 2 [']);
    expect(told('a(?=b)')).toEqual(['lookaround 2 (?=']);
    expect(told('(a)\\1')).toEqual(['backreference 4 \\1']);
    expect(told('(?>a)')).toEqual(['group 1 (?>']);
    expect(told('(?<mi ciudad>a)')).toEqual(['groupName 1 (?<']);
    expect(told('(?<n>a)(?P<n>b)')).toEqual(['groupNameTwice 12 n']);
    expect(told('a\\y')).toEqual(['escape 2 \\y']);
    expect(told('a\\')).toEqual(['openEscape 2 \\']);
    expect(told('a|*')).toEqual(['repeatsNothing 3 *']);
    expect(told('a++')).toEqual(['repeatsTwice 3 +']);
    expect(told('a{3,1}')).toEqual(['repeatCount 2 {3,1}']);
    expect(told('[z-a]')).toEqual(['range 2 z-a']);
  });

  it('are all said at once', () => {
    expect(told('(?!x)*[b-a](')).toEqual(['lookaround 1 (?!', 'range 8 b-a', 'openGroup 12 (']);
  });

  it('are there where the server’s engine takes none, and only there', () => {
    const parts = [
      ...Array.from('abé😀()[]^-*+?{}|.$z,0_: '),
      ...['{2}', '{2,}', '{1,3}', '{3,1}', '{2000}', '{01}', '\\', '\\d', '\\b', '\\1', '\\12', '\\8', '\\q', '\\ '],
      ...['\\Q', '\\E', '\\pL', '\\p{Greek}', '\\x41', '\\x{41}', '\\x{110000}', '\\x', '(?:', '(?i)', '(?i:', '(?-s)'],
      ...['(?-', '(?', '(?P<n>', '(?<n>', '(?<m>', '(?<', '(?=', '(?!', '(?<=', '(?<!', '(?>', '(?#', '(?)', '(?P=n)'],
      ...['[:alpha:]', '[^', '\\-', '\\]', '\\é', '\\C', '\\A', '\\Z', '\\z', '\\k', '\\n', '\\0', '\\777', '(?P<é>'],
    ];
    let seed = 1;
    const draw = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    for (let time = 0; time < 20_000; time++) {
      const pattern = Array.from({ length: 1 + draw(7) }, () => parts[draw(parts.length)]).join('');
      const faults = told(pattern);
      if (isTaken(pattern) !== (faults.length === 0)) fail(`${pattern}: ${faults.join(', ') || 'nothing is wrong'}`);
    }
    expect(seed).not.toBe(1);
  });
});

function isTaken(pattern: string): boolean {
  try {
    RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
    return true;
  } catch {
    return false;
  }
}
