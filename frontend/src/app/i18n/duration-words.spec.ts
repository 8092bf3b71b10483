import { durationWords } from './duration-words';

describe('a while in words', () => {
  it('has two units at most, and none of nothing', () => {
    expect(durationWords(0)).toBe('0 s');
    expect(durationWords(59.4)).toBe('59 s');
    expect(durationWords(60)).toBe('1 min');
    expect(durationWords(130)).toBe('2 min 10 s');
    expect(durationWords(11_100)).toBe('3 h 5 min');
    expect(durationWords(86_400)).toBe('1 d');
    expect(durationWords(187_200)).toBe('2 d 4 h');
    expect(durationWords(8_139_600)).toBe('94 d');
  });

  it('goes on to the next unit where it is rounded up to it', () => {
    expect(durationWords(59.6)).toBe('1 min');
    expect(durationWords(86_399)).toBe('1 d');
    expect(durationWords(604_799)).toBe('7 d');
  });
});
