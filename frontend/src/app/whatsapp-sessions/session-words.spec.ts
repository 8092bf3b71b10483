import { sessionAction, sessionReason, sessionState } from '#contract/whatsapp-sessions';
import en from '../../../public/i18n/whatsapp-sessions/en.json';
import es from '../../../public/i18n/whatsapp-sessions/es.json';
import { durationOf, wordsOf } from './session-words';

describe('The words of a line', () => {
  for (const [language, words] of Object.entries({ es, en })) {
    it(`are there in ${language} for every reason, what it means, every state and every action`, () => {
      const keysOf = (texts: object) => Object.keys(texts).sort();

      expect(keysOf(words.reason)).toEqual([...sessionReason.options].sort());
      expect(keysOf(words.advice)).toEqual([...sessionReason.options].sort());
      expect(keysOf(words.state)).toEqual([...sessionState.options].sort());
      expect(keysOf(words.next)).toEqual([...sessionState.options].sort());
      expect(Object.keys(words.action)).toEqual(jasmine.arrayContaining([...sessionAction.options]));
    });
  }

  it('say nothing of a line that works, and of one whose codes say what to do', () => {
    expect(wordsOf({ state: 'open', reason: null })).toBeUndefined();
    expect(wordsOf({ state: 'linking', reason: null })).toBeUndefined();
  });

  it('say why, and what a person can do', () => {
    expect(wordsOf({ state: 'stopped', reason: 'banned' })).toEqual({
      reason: 'reason.banned',
      next: 'next.stopped',
      advice: 'advice.banned',
    });
    expect(wordsOf({ state: 'unlinked', reason: null })).toEqual({ reason: null, next: 'next.unlinked', advice: null });
  });

  it('count a while as people do', () => {
    expect([12, 60, 298].map(durationOf)).toEqual(['12 s', '1 min', '4 min 58 s']);
  });
});
