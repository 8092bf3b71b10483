import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import type { PresentUser } from '#contract/events';
import { PresenceBoard } from '../../src/realtime/index.ts';

const ana = (viewing: string | null) => ({ userId: 'ana', name: 'Ana', online: true, viewing });
const anaIsGone = { userId: 'ana', name: 'Ana', online: false, viewing: null };

describe('PresenceBoard', () => {
  let told: PresentUser[][];
  let board: PresenceBoard;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    told = [];
    board = new PresenceBoard((changed) => told.push(changed));
  });
  afterEach(() => {
    mock.timers.reset();
  });

  /** Millisecond by millisecond, because a timer that is set while another one fires would count from the end of the tick. */
  const pass = (milliseconds: number): void => {
    for (let passed = 0; passed < milliseconds; passed++) mock.timers.tick(1);
  };
  /** Lets time pass and returns what was told meanwhile. */
  const toldWithin = (milliseconds: number): PresentUser[][] => {
    told = [];
    pass(milliseconds);
    return told;
  };

  it('tells who comes online, those who changed only, together and at most every 200 ms', () => {
    board.of('ana').connect('a1', 'Ana');
    board.of('bob').connect('b1', 'Bob');
    board.of('ana').view('a1', { contactId: 'contact' });
    assert.deepEqual(toldWithin(199), []);
    assert.deepEqual(toldWithin(1), [[ana('contact'), { userId: 'bob', name: 'Bob', online: true, viewing: null }]]);
    board.of('ana').view('a1', { contactId: 'other' });
    assert.deepEqual(toldWithin(200), [[ana('other')]]);
    assert.deepEqual(toldWithin(60_000), []);
  });

  it('tells which of a contact’s conversations somebody looks at, and that they look at another', () => {
    const [sales, support] = [
      { contactId: 'contact', conversationId: 'on-sales' },
      { contactId: 'contact', conversationId: 'on-support' },
    ];
    const person = board.of('ana');
    person.connect('a1', 'Ana');
    person.view('a1', sales);
    assert.deepEqual(toldWithin(200), [[{ ...ana('contact'), viewingConversation: 'on-sales' }]]);
    person.view('a1', support);
    assert.deepEqual(toldWithin(200), [[{ ...ana('contact'), viewingConversation: 'on-support' }]]);
    person.leave('a1', support);
    assert.deepEqual(toldWithin(200), [[{ ...ana('contact'), viewingConversation: 'on-sales' }]]);
    assert.equal(person.hasOpen('a1', 'contact'), true);
    person.leave('a1', { contactId: 'contact' });
    assert.deepEqual(toldWithin(200), [[ana(null)]]);
    assert.equal(person.hasOpen('a1', 'contact'), false);
  });

  it('does not tell what was undone before it was told', () => {
    board.of('ana').connect('a1', 'Ana');
    pass(200);
    board.of('ana').view('a1', { contactId: 'contact' });
    board.of('ana').leave('a1', { contactId: 'contact' });
    assert.deepEqual(toldWithin(1_000), []);
  });

  it('tells that somebody is gone four seconds after their last socket', () => {
    board.of('ana').connect('a1', 'Ana');
    board.of('ana').connect('a2', 'Ana');
    pass(200);
    board.of('ana').disconnect('a1');
    assert.deepEqual(toldWithin(10_000), []);
    board.of('ana').disconnect('a2');
    assert.deepEqual(toldWithin(3_999), []);
    assert.deepEqual(board.list(), [ana(null)]);
    assert.deepEqual(toldWithin(201), [[anaIsGone]]);
    assert.deepEqual(board.list(), []);
  });

  it('tells nothing of a page that reloads: neither that it was away nor that it looked elsewhere', () => {
    board.of('ana').connect('a1', 'Ana');
    board.of('ana').view('a1', { contactId: 'contact' });
    pass(200);
    board.of('ana').disconnect('a1');
    pass(1_500);
    board.of('ana').connect('a2', 'Ana');
    pass(400);
    board.of('ana').view('a2', { contactId: 'contact' });
    assert.deepEqual(told, [[ana('contact')]]);
    assert.deepEqual(toldWithin(60_000), []);
  });

  it('no longer shows what was open before a reload where the page does not open it again', () => {
    board.of('ana').connect('a1', 'Ana');
    board.of('ana').view('a1', { contactId: 'contact' });
    board.of('ana').disconnect('a1');
    board.of('ana').connect('a2', 'Ana');
    assert.deepEqual(toldWithin(3_999), [[ana('contact')]]);
    assert.deepEqual(toldWithin(201), [[ana(null)]]);
  });

  it('shows the conversation opened last over all sockets, and falls back when it is left', () => {
    const person = board.of('ana');
    person.connect('a1', 'Ana');
    person.connect('a2', 'Ana');
    const shown = () => board.list()[0]?.viewing;
    person.view('a1', { contactId: 'first' });
    person.view('a2', { contactId: 'second' });
    assert.equal(shown(), 'second');
    person.view('a1', { contactId: 'first' });
    assert.equal(shown(), 'first');
    person.leave('a1', { contactId: 'first' });
    assert.equal(shown(), 'second');
    person.view('a1', { contactId: 'third' });
    person.disconnect('a1');
    assert.equal(shown(), 'second');
    person.leave('a2', { contactId: 'second' });
    assert.equal(shown(), null);
  });

  it('does not hear a socket that is gone', () => {
    board.of('ana').connect('a1', 'Ana');
    board.of('ana').disconnect('a1');
    board.of('ana').view('a1', { contactId: 'contact' });
    pass(4_000);
    assert.deepEqual(board.list(), []);
  });

  it('counts who polls as online for ten seconds after each request', () => {
    board.of('ana').poll('Ana', { contactId: 'contact' });
    assert.deepEqual(toldWithin(3_000), [[ana('contact')]]);
    board.of('ana').poll('Ana', { contactId: 'other' });
    assert.deepEqual(toldWithin(9_999), [[ana('other')]]);
    assert.deepEqual(toldWithin(201), [[anaIsGone]]);
  });

  it('goes over from a socket to polling and back without a flicker', () => {
    board.of('ana').connect('a1', 'Ana');
    board.of('ana').view('a1', { contactId: 'contact' });
    pass(200);
    board.of('ana').disconnect('a1');
    pass(3_900);
    board.of('ana').poll('Ana', { contactId: 'contact' });
    pass(5_000);
    board.of('ana').connect('a2', 'Ana');
    pass(500);
    board.of('ana').view('a2', { contactId: 'contact' });
    pass(60_000);
    assert.deepEqual(told, [[ana('contact')]]);
  });

  it('sees somebody with a socket through that alone, however they poll beside it', () => {
    board.of('ana').connect('a1', 'Ana');
    board.of('ana').view('a1', { contactId: 'contact' });
    board.of('ana').poll('Ana', { contactId: 'other' });
    assert.deepEqual(board.list(), [ana('contact')]);
    board.of('ana').disconnect('a1');
    pass(4_000);
    assert.deepEqual(board.list(), []);
  });

  it('tells a new name', () => {
    board.of('ana').connect('a1', 'Ana');
    pass(200);
    board.of('ana').connect('a2', 'Ana María');
    assert.deepEqual(toldWithin(200), [[{ ...ana(null), name: 'Ana María' }]]);
  });

  it('has nothing left to do once it is cleared', () => {
    board.of('ana').connect('a1', 'Ana');
    board.of('bob').poll('Bob', null);
    board.clear();
    assert.deepEqual(toldWithin(60_000), []);
  });
});
