import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { EMPTY, Subject } from 'rxjs';
import { Wishes } from './wishes';

describe('Wishes', () => {
  const known = signal<readonly string[]>([]);
  /** What the server is told, and has not answered yet. */
  let told: { value: readonly string[]; answer: Subject<void> }[];
  let wishes: Wishes<readonly string[]>;

  beforeEach(() => {
    known.set(['a', 'b']);
    told = [];
    wishes = TestBed.runInInjectionContext(() => new Wishes(known));
  });

  const send = (value: readonly string[]) => {
    const answer = new Subject<void>();
    told.push({ value, answer });
    return answer;
  };
  const add = (item: string) => wishes.wish((items) => [...items, item], send);

  function takes(): void {
    const taken = told.shift();
    if (taken) known.set(taken.value);
    taken?.answer.complete();
  }

  it('hold at once, and the server is told of one after the other, each made of what came of those before', () => {
    add('c');
    add('d');
    expect(wishes.value()).toEqual(['a', 'b', 'c', 'd']);
    expect(told.map(({ value }) => value)).toEqual([['a', 'b', 'c']]);

    known.set(['z']);
    takes();
    expect(told.map(({ value }) => value)).toEqual([['a', 'b', 'c', 'd']]);
    takes();
    expect(wishes.value()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('leave no trace where the server refuses one, and lose none of the others', () => {
    const errors: unknown[] = [];
    add('c').subscribe({ error: (error: unknown) => errors.push(error) });
    add('d');
    told.shift()?.answer.error('refused');

    expect(errors).toEqual(['refused']);
    expect(wishes.value()).toEqual(['a', 'b', 'd']);
    expect(told.map(({ value }) => value)).toEqual([['a', 'b', 'd']]);
  });

  it('are done when the server has taken them, also for whoever asks late', () => {
    const done = jasmine.createSpy('done');
    const outcome = add('c');
    takes();
    outcome.subscribe({ complete: done });

    expect(done).toHaveBeenCalledTimes(1);
  });

  it('are over where there is nothing to tell', () => {
    wishes.wish(
      (items) => [...items, 'c'],
      () => EMPTY,
    );

    expect(wishes.value()).toEqual(['a', 'b']);
  });

  it('are still told when nobody shows them any more', () => {
    add('c');
    add('d');
    TestBed.resetTestingModule();
    takes();

    expect(told.map(({ value }) => value)).toEqual([['a', 'b', 'c', 'd']]);
  });
});
