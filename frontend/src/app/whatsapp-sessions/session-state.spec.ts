import { secondsUntil } from './session-state';

describe('secondsUntil', () => {
  it('counts whole seconds down to zero', () => {
    const now = Date.parse('2026-01-01T00:00:00.000Z');

    expect(secondsUntil('2026-01-01T00:00:11.200Z', now)).toBe(12);
    expect(secondsUntil('2025-12-31T23:59:00.000Z', now)).toBe(0);
  });
});
