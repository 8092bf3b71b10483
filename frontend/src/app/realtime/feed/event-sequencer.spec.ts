import { EventSequencer } from './event-sequencer';

describe('EventSequencer', () => {
  let sequencer: EventSequencer<{ seq: number }>;

  beforeEach(() => {
    sequencer = new EventSequencer();
  });

  function receive(...seqs: number[]): number[] {
    return seqs.flatMap((seq) => sequencer.receive({ seq })).map((event) => event.seq);
  }

  it('gives out the next event and moves the cursor', () => {
    sequencer.anchor({ epoch: 'a', seq: 7 });

    expect(receive(8, 9)).toEqual([8, 9]);
    expect(sequencer.cursor).toEqual({ epoch: 'a', seq: 9 });
    expect(sequencer.behind).toBeFalse();
  });

  it('drops repeats and older events', () => {
    sequencer.anchor({ epoch: 'a', seq: 7 });

    expect(receive(7, 3, 8, 8)).toEqual([8]);
  });

  it('holds events beyond a hole and gives them out in order once it is filled', () => {
    sequencer.anchor({ epoch: 'a', seq: 7 });

    expect(receive(11, 9, 10)).toEqual([]);
    expect(sequencer.behind).toBeTrue();
    expect(receive(8)).toEqual([8, 9, 10, 11]);
    expect(sequencer.behind).toBeFalse();
  });

  it('keeps what arrives before it knows its place, and then gives out only what is newer', () => {
    expect(receive(8, 9)).toEqual([]);

    expect(sequencer.anchor({ epoch: 'a', seq: 8 }).map((event) => event.seq)).toEqual([9]);
  });

  it('knows that it is behind when the log has been seen to reach further', () => {
    sequencer.anchor({ epoch: 'a', seq: 7 });
    sequencer.sawHead(9);

    expect(sequencer.behind).toBeTrue();
    receive(8, 9);
    expect(sequencer.behind).toBeFalse();
  });

  it('forgets what it held when it starts over', () => {
    sequencer.anchor({ epoch: 'a', seq: 7 });
    receive(9);

    sequencer.restart({ epoch: 'b', seq: 2 });

    expect(receive(3)).toEqual([3]);
    expect(sequencer.behind).toBeFalse();
  });

  it('tells which events a page older than its start has missed', () => {
    sequencer.anchor({ epoch: 'a', seq: 10 });
    receive(11);

    expect(sequencer.missedBy(10)).toBeNull();
    expect(sequencer.missedBy(8)).toBe(10);

    sequencer.filledBackTo(8);
    expect(sequencer.missedBy(8)).toBeNull();
  });

  it('gives out every event once, in order, whatever the order and repetition in which they come', () => {
    sequencer.anchor({ epoch: 'a', seq: 0 });
    const shuffled = Array.from({ length: 200 }, (_, index) => ((index * 67) % 100) + 1);

    expect(receive(...shuffled)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });
});
