import { sessionAction, sessionReason, sessionState } from '#contract/whatsapp-sessions';
import en from '../../../public/i18n/whatsapp-sessions/en.json';
import es from '../../../public/i18n/whatsapp-sessions/es.json';
import { fetchPhoneNumberGroups } from '../i18n';
import { durationOf, refusalOf, wordsOf } from './session-words';
import { testSession } from './testing/test-session';

describe('The words of a line', () => {
  beforeAll(() => fetchPhoneNumberGroups());

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
    expect(wordsOf({ kind: 'whatsapp-web', state: 'open', reason: null })).toBeUndefined();
    expect(wordsOf({ kind: 'whatsapp-web', state: 'linking', reason: null })).toBeUndefined();
  });

  it('say why, and what a person can do', () => {
    expect(wordsOf({ kind: 'whatsapp-web', state: 'stopped', reason: 'banned' })).toEqual({
      reason: 'reason.banned',
      next: 'next.stopped',
      advice: 'advice.banned',
    });
    expect(wordsOf({ kind: 'whatsapp-web', state: 'unlinked', reason: null })).toEqual({
      reason: null,
      next: 'next.unlinked',
      advice: null,
    });
  });

  it('name the line that has the number of the phone that was turned away, as long as it is there', () => {
    const line = testSession({ reason: 'number_already_linked', refusedPhoneNumber: '525512345678' });
    const other = testSession({ id: 's2', name: 'Soporte', phoneNumber: '525512345678' });
    expect(refusalOf(line, [line, other])).toEqual({
      key: 'refused.number_already_linked',
      params: { number: '+52 55 1234 5678', line: 'Soporte' },
    });
    expect(refusalOf(line, [line])).toBeNull();
    expect(refusalOf({ ...line, state: 'linking', reason: null }, [line, other])).toBeNull();
  });

  it('name both numbers where the phone is not the one that the line had', () => {
    const numbers = { lastPhoneNumber: '573001112233', refusedPhoneNumber: '525512345678' };
    const line = testSession({ reason: 'another_number', ...numbers });
    const params = { number: '+52 55 1234 5678', own: '+57 300 1112233' };
    expect(refusalOf(line, [line])).toEqual({ key: 'refused.another_number', params });

    const other = testSession({ id: 's2', name: 'Soporte', phoneNumber: '525512345678' });
    const named = { ...params, line: 'Soporte' };
    expect(refusalOf(line, [line, other])).toEqual({ key: 'refused.number_of_another_line', params: named });
  });

  it('speak of credentials where there is no phone', () => {
    expect(wordsOf({ kind: 'cloud-api', state: 'unlinked', reason: 'unlinked_by_user' })).toEqual({
      reason: 'reason.unlinked_by_user',
      next: null,
      advice: 'cloud.advice.unlinked_by_user',
    });
    const numbers = { lastPhoneNumber: '573001112233', refusedPhoneNumber: '525512345678' };
    const line = testSession({ kind: 'cloud-api', reason: 'another_number', ...numbers });
    expect(refusalOf(line, [line])?.key).toBe('cloud.refused.another_number');
  });

  it('count a while as people do', () => {
    expect([12, 60, 298].map(durationOf)).toEqual(['12 s', '1 min', '4 min 58 s']);
  });
});
