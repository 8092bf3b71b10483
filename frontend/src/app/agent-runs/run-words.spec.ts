import { PAUSES } from '#contract/campaign-rules';
import { type AgentRun, agentRunReason, agentRunState, agentRunWait } from '#contract/conversations';
import en from '../../../public/i18n/agent-runs/en.json';
import es from '../../../public/i18n/agent-runs/es.json';
import { detailOf, looksOf, RUN_LOOKS } from './run-looks';

describe('The words of a bot that writes first', () => {
  const keysOf = (texts: object) => Object.keys(texts).sort();
  const run = (given: Partial<AgentRun>): AgentRun => ({ state: 'waiting', at: '2026-11-20T12:00:00.000Z', ...given });
  const until = '2026-11-20T14:00:00.000Z';

  for (const [language, words] of Object.entries({ es, en })) {
    it(`are there in ${language} for every state, every reason, and all that it waits for`, () => {
      expect(keysOf(words.state)).toEqual([...agentRunState.options].sort());
      expect(keysOf(words.reason)).toEqual(['not_found', 'under_way', 'written', ...agentRunReason.options].sort());
      const waits = agentRunWait.options.flatMap((wait) => [wait, `${wait}Until`]);
      expect(keysOf(words.waiting)).toEqual(['turn', ...waits].sort());
      expect(keysOf(words.heldBy)).toEqual([...PAUSES].sort());
    });
  }

  it('say of each state how it looks, and of a wait or a failure what it is about', () => {
    expect(keysOf(RUN_LOOKS)).toEqual([...agentRunState.options].sort());
    expect(detailOf(run({}))).toEqual({ key: 'waiting.turn', until: null });
    expect(detailOf(run({ waiting: { for: 'line_down', until: null } }))?.key).toBe('waiting.line_down');
    expect(detailOf(run({ waiting: { for: 'quiet_hours', until } }))).toEqual({
      key: 'waiting.quiet_hoursUntil',
      until,
    });
    expect(detailOf(run({ state: 'failed', reason: 'no_number' }))?.key).toBe('reason.no_number');
    expect(detailOf(run({ state: 'not_needed', reason: 'person' }))?.key).toBe('reason.person');
    expect(detailOf(run({ state: 'sent' }))).toBeNull();
    expect(looksOf(run({ state: 'answered' }))).toEqual({ ...RUN_LOOKS.answered, word: 'state.answered' });
    const { tone, word } = looksOf(run({ state: 'answered', reason: 'opted_out' }));
    expect([tone, word]).toEqual(['neutral', 'wantsNoMore']);
  });
});
