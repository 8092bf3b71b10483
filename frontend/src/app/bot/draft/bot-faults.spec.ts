import { botLimits, type BotRule, saveBotRequest, saveResponderRequest } from '#contract/bot';
import { aBot, aRule } from '../testing/a-bot';
import { type BotContent, contentOf } from './bot-content';
import { faultsOf } from './bot-faults';
import { LIMIT_BOUNDS, RESPONDER_BOUNDS } from './limit-bounds';

describe('the faults of a bot', () => {
  const content = (changes: Partial<BotContent>): BotContent => ({ ...contentOf(aBot()), ...changes });
  const rule = (changes: Partial<BotRule>): BotContent => content({ rules: [aRule('r1', changes)] });
  const long = (length: number): string => 'a'.repeat(length);
  const { hours, humanizer, limits } = aBot();
  const { responder } = contentOf(aBot());
  const url = 'https://ai.example/v1';

  const cases: Record<string, BotContent> = {
    nothing: content({}),
    'a rule': rule({}),
    'no words': rule({ when: { kind: 'keyword', words: [] } }),
    'a long word': rule({ when: { kind: 'keyword', words: [long(81)] } }),
    'many words': rule({ when: { kind: 'keyword', words: Array.from({ length: 51 }, (_, place) => `w${place}`) } }),
    'no phrase': rule({ when: { kind: 'phrase', phrase: ' ', whole: false } }),
    'a long phrase': rule({ when: { kind: 'phrase', phrase: long(201), whole: false } }),
    'no pattern': rule({ when: { kind: 'pattern', pattern: '' } }),
    'a long pattern': rule({ when: { kind: 'pattern', pattern: long(501) } }),
    'no reply': rule({ reply: { text: '  ' } }),
    'nothing to do': rule({ reply: null }),
    'a long reply': rule({ reply: { text: long(4_097) } }),
    'a caption': rule({ reply: { text: long(1_024), mediaId: 'm1' } }),
    'a long caption': rule({ reply: { text: long(1_025), mediaId: 'm1' } }),
    'no label': rule({ actions: [{ kind: 'label', labelId: '' }] }),
    'no note': rule({ actions: [{ kind: 'note', text: ' ' }] }),
    'a long note': rule({ actions: [{ kind: 'note', text: long(2_001) }] }),
    'an opening': content({ opening: { text: 'Hola' } }),
    'no opening': content({ opening: { text: ' ' } }),
    'an opening by a template': content({ opening: { text: '', template: { templateId: 't1', parameters: {} } } }),
    'a long opening': content({ opening: { text: long(4_097) } }),
    'a span that ends before': content({
      hours: { ...hours, week: { ...hours.week, monday: [{ from: '10:00', to: '09:00' }] } },
    }),
    'until midnight': content({
      hours: { ...hours, week: { ...hours.week, monday: [{ from: '10:00', to: '24:00' }] } },
    }),
    'spans that overlap': content({
      hours: {
        ...hours,
        week: {
          ...hours.week,
          monday: [
            { from: '10:00', to: '12:00' },
            { from: '11:00', to: '13:00' },
          ],
        },
      },
    }),
    'no day': content({ hours: { ...hours, holidays: [{ day: '', name: '' }] } }),
    'a speed of none': content({ humanizer: { ...humanizer, typingSpeed: NaN } }),
    'a spread': content({ humanizer: { ...humanizer, spread: 0.5 } }),
    'a large spread': content({ humanizer: { ...humanizer, spread: 0.51 } }),
    'a least above the most': content({ humanizer: { ...humanizer, typingSeconds: { from: 9, to: 8 } } }),
    'a language model that is on': content({ responder: { ...responder, enabled: true, url, model: 'm' } }),
    'one without an address': content({ responder: { ...responder, enabled: true, model: 'm' } }),
    'one without a model': content({ responder: { ...responder, enabled: true, url } }),
    'no address': content({ responder: { ...responder, url: 'nada' } }),
    'an empty key': content({ responder: { ...responder, key: ' ' } }),
    'a key taken away': content({ responder: { ...responder, key: null } }),
    'long instructions': content({ responder: { ...responder, prompt: long(8_001) } }),
    'much to know': content({ responder: { ...responder, knowledge: long(20_001) } }),
    'half a reply': content({ limits: { ...limits, repliesPerDay: 1.5 } }),
  };

  for (const [name, given] of Object.entries(cases)) {
    it(`are there where the server would refuse it, and nowhere else: ${name}`, () => {
      expect(faultsOf(given).length === 0).toBe(saveBotRequest.safeParse(given).success);
    });
  }

  it('are there where a text names what nobody has, and only then', () => {
    const saying = (text: string, when?: BotRule['when']) =>
      faultsOf(rule({ reply: { text }, ...(when && { when }) }), ['Mi ciudad']).map(({ params }) => params?.['names']);
    const order = { kind: 'pattern', pattern: '(pedido|orden) (\\d+)' } as const;
    expect(saying('{{nombre}} {{telefono}} {{mi ciudad}}')).toEqual([]);
    expect(saying('{{nombe}} {{ciudad}}')).toEqual(['nombe, ciudad']);
    expect(saying('{{nombe|cliente}}')).toEqual([]);
    expect(saying('{{2}}', order)).toEqual([]);
    expect(saying('{{3}}', order)).toEqual(['3']);
    expect(saying('{{1}}')).toEqual(['1']);
    const opening = { text: 'Hola {{nombe}}', template: { templateId: 't1', parameters: { 'body.1': '{{apodo}}' } } };
    expect(faultsOf(content({ opening }), []).map(({ place }) => place)).toEqual(['opening.text', 'opening.template']);
    // Until the client's own fields are known, nobody knows.
    expect(faultsOf(content({ opening }))).toEqual([]);
  });

  it('of the limits begin where the server’s do', () => {
    for (const [name, { least, most }] of Object.entries(LIMIT_BOUNDS)) {
      const passes = (value: number): boolean => botLimits.safeParse({ ...limits, [name]: value }).success;
      expect([least - 1, least, most, most + 1].map(passes))
        .withContext(name)
        .toEqual([false, true, true, false]);
    }
    for (const [name, { least, most }] of Object.entries(RESPONDER_BOUNDS)) {
      const passes = (value: number): boolean =>
        saveResponderRequest.safeParse({ ...responder, [name]: value }).success;
      expect([least - 1, least, most, most + 1].map(passes))
        .withContext(name)
        .toEqual([false, true, true, false]);
    }
  });
});
