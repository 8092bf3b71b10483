import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decide, type Situation } from '../../src/bot/engine/index.ts';
import { botWith, ruleSaying } from './bot-bodies.ts';

/** Open from nine to six on weekdays, to one on Saturdays; 27 November 2026 is a Friday. */
const zone = 'America/Bogota';
const bot = botWith([ruleSaying('Hemos cerrado', { when: { kind: 'outside_hours' } }), ruleSaying('Hola')]);

/** What it says at a moment of the shop's clock, where it has said at another that nobody is there. */
function saysAt(now: string, awayAt: string | null, holidays: typeof bot.hours.holidays = []): string {
  const moment = (local: string) => new Date(`${local}-05:00`);
  const situation: Situation = {
    now: moment(now),
    timeZone: zone,
    thought: [{ from: 'contact', text: 'hola', at: null }],
    askedAt: null,
    before: [],
    isFirst: false,
    teamAt: null,
    awayAt: awayAt === null ? null : moment(awayAt).toISOString(),
    repliesToday: 0,
    variables: {},
  };
  const decision = decide({ ...bot, hours: { ...bot.hours, holidays } }, situation);
  if ('answer' in decision) return decision.answer.reply?.text ?? '';
  return 'silence' in decision ? decision.silence : 'ask';
}

describe('A rule for outside opening hours', () => {
  it('speaks once from one opening to the next', () => {
    assert.equal(saysAt('2026-11-26T22:00', null), 'Hemos cerrado');
    assert.equal(saysAt('2026-11-26T23:59', '2026-11-26T22:00'), 'away');
    assert.equal(saysAt('2026-11-27T08:59', '2026-11-26T22:00'), 'away', 'the same night');
    assert.equal(saysAt('2026-11-27T09:00', '2026-11-26T22:00'), 'Hola');
    assert.equal(saysAt('2026-11-27T18:00', '2026-11-26T22:00'), 'Hemos cerrado', 'another evening');
    assert.equal(saysAt('2026-11-27T18:05', '2026-11-27T18:00'), 'away');
  });

  it('knows weekends and holidays', () => {
    assert.equal(saysAt('2026-11-29T12:59', '2026-11-28T13:00'), 'away', 'a Sunday');
    assert.equal(saysAt('2026-11-29T13:00', '2026-11-28T13:00'), 'Hemos cerrado', 'a day later');
    assert.equal(saysAt('2026-11-28T14:00', '2026-11-27T19:00'), 'Hemos cerrado', 'there was a Saturday morning');
    const holiday = [{ day: '2026-11-28', name: 'Inventario' }];
    assert.equal(saysAt('2026-11-28T14:00', '2026-11-27T19:00', holiday), 'away');
  });
});
