import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { forecastOf, type ForecastFrom } from '#contract/campaign-forecast';
import {
  dailyCap,
  emptyVariables,
  gapVariables,
  PACES,
  riskOf,
  textFor,
  unknownVariables,
  variablesIn,
} from '#contract/campaign-rules';
import { dayIn, localTime, momentOf } from '#contract/time-zones';
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
      [1, 2, 3, 7, 500].map((day) => dailyCap(pace, 'whatsapp-web', day).most),
      [20, 40, 80, 1_000, 1_000],
    );
  });

  it('reaches no more people in a day than Meta lets the number reach', () => {
    const pace = PACES['cloud-api'].fast;
    const caps = ['TIER_250', 'TIER_2K', 'TIER_UNLIMITED', null].map(
      (limit) => dailyCap(pace, 'cloud-api', 1, limit).most,
    );
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
    const counts = { nombre: 3, ciudad: 10, saldo_actual: 4 };
    assert.deepEqual(emptyVariables([text], counts, 10), [{ name: 'saldo_actual', count: 6 }]);
    assert.deepEqual(emptyVariables(['{{nombre}}'], {}, 10), [{ name: 'nombre', count: 10 }]);
  });

  it('that no recipient has are unknown, and leave a gap where nothing stands in for them', () => {
    const counts = { ciudad: 1, saldo: 0 };
    const texts = ['Hola {{nombr|vecino}} de {{Ciudad}}', '{{phone}} {{total}} {{total|0}} {{saldo}}'];
    assert.deepEqual(unknownVariables(texts, counts), ['nombr', 'total']);
    assert.deepEqual(gapVariables(texts, counts), ['total']);
    assert.deepEqual(emptyVariables(['{{nombr}}', '{{saldo}}'], counts, 10), [{ name: 'saldo', count: 10 }]);
  });

  it('know the first name of people, and leave what is no name of one whole', () => {
    const read = (nombre: string) => textFor('Hola {{primer_nombre|vecino}}', { nombre });
    assert.equal(read('Alejandra Aguilar Fernández'), 'Hola Alejandra');
    assert.equal(read(' José-María  O’Hara '), 'Hola José-María');
    assert.equal(read('Luz'), 'Hola Luz');
    assert.equal(read('Grupo 3 Hermanos'), 'Hola Grupo 3 Hermanos');
    assert.equal(read('Ventas S.A. de C.V.'), 'Hola Ventas S.A. de C.V.');
    assert.equal(read('Comercializadora de Granos del Norte'), 'Hola Comercializadora de Granos del Norte');
    assert.equal(read(' '), 'Hola vecino');
    assert.equal(textFor('Hi {{First Name}}', { nombre: 'Ana Díaz' }), 'Hi Ana');
    // A column or field of the client's own goes first.
    assert.equal(textFor('{{primer_nombre}}', { nombre: 'Ana Díaz', primer_nombre: 'Anita' }), 'Anita');
    assert.deepEqual(unknownVariables(['{{primer_nombre}} {{first_name}}'], {}), []);
    assert.deepEqual(emptyVariables(['{{primer_nombre}}'], { nombre: 7 }, 10), [{ name: 'primer_nombre', count: 3 }]);
  });

  it('put in what was given as it is', () => {
    assert.equal(textFor('{{x}}', { x: '$& {{y}}' }), '$& {{y}}');
  });
});

describe('The forecast of bulk messages', () => {
  const fresh = {
    timeZone,
    day: '2026-11-27',
    sentToday: 0,
    daysBefore: 0,
    messagingLimit: null,
    throughput: null,
    between: 0,
  };
  const night = { from: '21:00', to: '08:00' };
  const forecast = (given: Partial<ForecastFrom>) =>
    forecastOf({ pace: steady, kind: 'whatsapp-web', from: MORNING, remaining: 1, use: fresh, ...given });

  it('says when the last message will have left', () => {
    assert.deepEqual(forecast({ remaining: 7 }), { begins: MORNING, heldBy: null, pause: null, end: MORNING + 60_000 });
    assert.equal(forecast({ remaining: 1 })?.end, MORNING);
    assert.equal(forecast({ pace: { ...steady, perDay: 1 }, remaining: 10_000 }), null);
  });

  it('says how many leave today, and when the rest goes on, for the warm-up and for the cap of the day', () => {
    const warm = { ...steady, quietHours: night, warmUp: true };
    const tomorrow = MORNING + 22 * HOUR;
    assert.deepEqual(forecast({ pace: warm, remaining: 30 }), {
      begins: MORNING,
      heldBy: null,
      pause: { after: 20, resumesAt: tomorrow, by: 'warm_up' },
      end: tomorrow + 9 * 10_000,
    });
    assert.deepEqual(forecast({ pace: { ...steady, perDay: 10 }, remaining: 11 })?.pause, {
      after: 10,
      resumesAt: MORNING + 14 * HOUR,
      by: 'daily_cap',
    });
    const tier = forecast({ kind: 'cloud-api', remaining: 300, use: { ...fresh, messagingLimit: 'TIER_250' } });
    assert.deepEqual([tier?.pause?.after, tier?.pause?.by], [250, 'messaging_limit']);
  });

  it('takes what the line has sent into account, on the day that was, and on later ones', () => {
    const pace = { ...steady, warmUp: true };
    const use = { ...fresh, sentToday: 15, daysBefore: 1 };
    assert.equal(forecast({ pace, use, remaining: 30 })?.pause?.after, 25);
    assert.equal(forecast({ pace, use, remaining: 90, from: MORNING + 24 * HOUR })?.pause?.after, 80);
    assert.deepEqual(forecast({ pace, use: { ...use, sentToday: 40 } }), {
      begins: MORNING + 14 * HOUR,
      heldBy: 'warm_up',
      pause: null,
      end: MORNING + 14 * HOUR,
    });
  });

  it('says what quiet hours put off, before the first message and after it', () => {
    const pace = { ...steady, quietHours: { from: '10:01', to: '12:00' } };
    assert.deepEqual(forecast({ pace, remaining: 8 }), {
      begins: MORNING,
      heldBy: null,
      pause: { after: 7, resumesAt: MORNING + 2 * HOUR, by: 'quiet_hours' },
      end: MORNING + 2 * HOUR,
    });
    const held = forecast({ pace, remaining: 8, from: MORNING + HOUR });
    assert.deepEqual([held?.begins, held?.heldBy, held?.pause], [MORNING + 2 * HOUR, 'quiet_hours', null]);
  });

  it('goes through midnight without a pause where nothing forbids it', () => {
    assert.equal(
      forecast({ remaining: 800, from: MORNING + 13 * HOUR, pace: { ...steady, perDay: 500 } })?.pause,
      null,
    );
  });

  it('counts those of other campaigns that take turns', () => {
    const use = { ...fresh, between: 30 };
    const shared = forecast({ pace: { ...steady, perDay: 20 }, remaining: 30, use });
    assert.deepEqual([shared?.pause?.after, shared?.end], [10, MORNING + (14 + 24) * HOUR + 19 * 10_000]);
  });

  it('leaves at least one for the pause, and may leave none before it where others have their turn', () => {
    const most = { ...steady, perDay: 11 };
    const afterOf = (remaining: number, between: number, perDay: number) =>
      forecast({ pace: { ...most, perDay }, remaining, use: { ...fresh, between } })?.pause?.after;
    assert.deepEqual([afterOf(3, 9, 11), afterOf(1, 9, 4), afterOf(1, 9, 10)], [2, 0, undefined]);
  });

  it('takes no day for one of the warm-up on which nothing leaves', () => {
    const warm = { ...steady, quietHours: night, warmUp: true };
    // At 22:30 in Bogotá: tomorrow is the first day.
    const late = forecast({ pace: warm, remaining: 30, from: MORNING + 12.5 * HOUR });
    assert.deepEqual([late?.begins, late?.heldBy], [MORNING + 22 * HOUR, 'quiet_hours']);
    assert.deepEqual(late?.pause, { after: 20, resumesAt: MORNING + 46 * HOUR, by: 'warm_up' });
    const used = { ...fresh, sentToday: 1 };
    assert.equal(forecast({ pace: warm, remaining: 41, from: MORNING + 12.5 * HOUR, use: used })?.pause?.after, 40);
  });

  it('goes by the clock on the wall where the clocks are set', () => {
    // In Santiago they are set forward in the night to Sunday, 6 September 2026.
    const santiago = { ...fresh, timeZone: 'America/Santiago', day: '2026-09-05' };
    const from = Date.parse('2026-09-05T20:00:00Z');
    const pace = { ...steady, perDay: 1, quietHours: night };
    assert.equal(forecast({ pace, from, use: santiago, remaining: 2 })?.end, Date.parse('2026-09-06T11:00:00Z'));
  });

  it('takes what Meta takes of the number in a second', () => {
    const use = { ...fresh, throughput: 5 };
    const end = forecast({ kind: 'cloud-api', pace: PACES['cloud-api'].fast, remaining: 401, use })?.end;
    assert.equal(end, MORNING + 100_000);
  });
});

describe('Times in a time zone', () => {
  it('are written as fields have them, and read back', () => {
    const moment = Date.parse('2026-11-27T03:30:00Z');
    assert.equal(dayIn(timeZone, new Date(moment)), '2026-11-26');
    assert.equal(localTime(timeZone, new Date(moment)), '2026-11-26T22:30');
    for (const zone of [timeZone, 'America/Santiago', 'Asia/Kathmandu', 'UTC'])
      assert.equal(momentOf(localTime(zone, new Date(moment)), zone), moment, zone);
  });

  it('that the clocks skip are those after it, and the ones around it are themselves', () => {
    const back = (local: string, zone: string) => localTime(zone, new Date(momentOf(local, zone)));
    assert.equal(back('2027-03-14T02:30', 'America/New_York'), '2027-03-14T03:30');
    assert.equal(back('2027-09-05T00:30', 'America/Santiago'), '2027-09-05T01:30');
    assert.equal(back('2027-03-28T02:30', 'Europe/Madrid'), '2027-03-28T03:30');
    for (const local of ['2027-03-14T01:59', '2027-03-14T03:00', '2027-03-14T07:30', '2027-11-07T01:30'])
      assert.equal(back(local, 'America/New_York'), local);
    for (const local of ['2027-09-04T23:59', '2027-09-05T01:00', '2027-09-05T04:30', '2027-04-03T23:30'])
      assert.equal(back(local, 'America/Santiago'), local);
  });
});
