import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  dailyCap,
  estimatedEnd,
  missingVariables,
  PACES,
  riskOf,
  textFor,
  variablesIn,
} from '#contract/campaign-rules';
import { gapAfter, waitOf } from '../../src/bulk-campaigns/index.ts';

const byQr = { kind: 'whatsapp-web', throughput: null, messagingLimit: null } as const;
const timeZone = 'America/Bogota';
/** Ten in the morning in Bogotá. */
const MORNING = Date.parse('2026-11-27T15:00:00Z');
const HOUR = 3_600_000;
const steady = {
  ...PACES['whatsapp-web'].fast,
  gapSeconds: { from: 10, to: 10 },
  perMinute: 20,
  perDay: 1_000,
  quietHours: null,
  warmUp: false,
};

describe('The pace of bulk messages', () => {
  it('draws each gap between its bounds, and keeps to what a minute and Meta allow', () => {
    const pace = { ...steady, gapSeconds: { from: 10, to: 30 } };
    assert.deepEqual([gapAfter(pace, byQr, 0), gapAfter(pace, byQr, 0.5)], [10_000, 20_000]);
    assert.equal(gapAfter({ ...pace, perMinute: 1 }, byQr, 0), 60_000);
    const cloud = { kind: 'cloud-api', throughput: 80, messagingLimit: null } as const;
    assert.equal(gapAfter({ ...PACES['cloud-api'].fast, perMinute: 60_000 }, cloud, 0), 1_000 / 64);
  });

  it('warms a number up: twice as many each day, up to the cap', () => {
    const pace = { ...steady, warmUp: true };
    assert.deepEqual(
      [1, 2, 3, 7, 500].map((day) => dailyCap(pace, 'whatsapp-web', day)),
      [20, 40, 80, 1_000, 1_000],
    );
  });

  it('reaches no more people in a day than Meta lets the number reach', () => {
    const pace = PACES['cloud-api'].fast;
    const caps = ['TIER_250', 'TIER_2K', 'TIER_UNLIMITED', null].map((limit) => dailyCap(pace, 'cloud-api', 1, limit));
    assert.deepEqual(caps, [250, 2_000, 100_000, 100_000]);
  });

  it('waits for the end of the quiet hours, and after a full day for the first loud minute of the next', () => {
    const use = { sentToday: 0, daysBefore: 0 };
    const quiet = { ...steady, quietHours: { from: '21:00', to: '08:00' } };
    const night = MORNING + 12 * HOUR;
    assert.equal(waitOf(quiet, byQr, use, { now: MORNING, timeZone }), undefined);
    assert.deepEqual(waitOf(quiet, byQr, use, { now: night, timeZone }), {
      for: 'quiet_hours',
      until: MORNING + 22 * HOUR,
    });
    const full = { ...use, sentToday: 1_000 };
    assert.deepEqual(waitOf(quiet, byQr, full, { now: MORNING, timeZone }), {
      for: 'daily_cap',
      until: MORNING + 22 * HOUR,
    });
    assert.deepEqual(waitOf(steady, byQr, full, { now: MORNING, timeZone }), {
      for: 'daily_cap',
      until: MORNING + 14 * HOUR,
    });
  });

  it('says when the last message will have left', () => {
    const from = { pace: steady, kind: 'whatsapp-web', from: MORNING, sentToday: 0, daysBefore: 0, timeZone } as const;
    assert.equal(estimatedEnd({ ...from, remaining: 1 }), MORNING);
    assert.equal(estimatedEnd({ ...from, remaining: 7 }), MORNING + 60_000);
    const full = { ...from, pace: { ...steady, perDay: 10 } };
    assert.equal(estimatedEnd({ ...full, remaining: 11 }), MORNING + 14 * HOUR);
    const night = { ...from, pace: { ...steady, quietHours: { from: '10:01', to: '08:00' } } };
    assert.equal(estimatedEnd({ ...night, remaining: 8 }), MORNING + 22 * HOUR);
    assert.equal(estimatedEnd({ ...from, pace: { ...steady, perDay: 1 }, remaining: 10_000 }), null);
  });

  it('is called risky where it is', () => {
    const { careful, normal, fast } = PACES['whatsapp-web'];
    const risks = [careful, normal, fast, { ...careful, warmUp: false }].map((pace) => riskOf(pace, 'whatsapp-web'));
    assert.deepEqual(risks, ['low', 'medium', 'high', 'high']);
    assert.equal(riskOf(PACES['cloud-api'].normal, 'cloud-api'), 'low');
  });
});

describe('The variables of a bulk message', () => {
  const text = 'Hola {{ Nombre | vecino }}, tu saldo en {{ciudad}} es {{Saldo Actual}}.';

  it('are found whatever their capitals and spaces are', () => {
    assert.deepEqual(variablesIn(text), ['nombre', 'ciudad', 'saldo_actual']);
    assert.equal(
      textFor(text, { nombre: 'Ana', ciudad: 'Cali', saldo_actual: '$3' }),
      'Hola Ana, tu saldo en Cali es $3.',
    );
  });

  it('fall back, and what would be missing is named', () => {
    const known = { nombre: ' ', ciudad: 'Cali' };
    assert.equal(textFor(text, known), 'Hola vecino, tu saldo en Cali es .');
    assert.deepEqual(missingVariables(text, known), ['saldo_actual']);
  });

  it('put in what was given as it is', () => {
    assert.equal(textFor('{{x}}', { x: '$& {{y}}' }), '$& {{y}}');
  });
});
