import { TypingReporter } from './typing-reporter';

describe('TypingReporter', () => {
  let told: string[];
  let reporter: TypingReporter;

  beforeEach(() => {
    jasmine.clock().install().mockDate(new Date('2026-11-20T12:00:00Z'));
    told = [];
    reporter = new TypingReporter(
      () => told.push('start'),
      () => told.push('stop'),
    );
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  it('tells at the first letter and then every 3 s at most', () => {
    for (let letter = 0; letter < 40; letter += 1) {
      reporter.typed();
      jasmine.clock().tick(100);
    }

    expect(told).toEqual(['start', 'start']);
  });

  it('goes on telling when the clock was set back', () => {
    reporter.typed();
    jasmine.clock().mockDate(new Date('2026-11-20T11:00:00Z'));
    for (let letter = 0; letter < 40; letter += 1) {
      reporter.typed();
      jasmine.clock().tick(100);
    }

    expect(told).toEqual(['start', 'start']);
  });

  it('stops after 5 s of silence, once', () => {
    reporter.typed();
    jasmine.clock().tick(60_000);

    expect(told).toEqual(['start', 'stop']);
  });

  it('stops at once when the text is sent, and says nothing twice', () => {
    reporter.typed();
    reporter.stop();
    reporter.stop();
    jasmine.clock().tick(60_000);

    expect(told).toEqual(['start', 'stop']);
  });
});
