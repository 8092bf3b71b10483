import type { ListedContact } from '#contract/contacts';
import type { Conversation } from '#contract/conversations';
import { aContact } from '../testing/contacts-screen';
import { type ContactEvent, type ContactRows, missingAfter, rowsAfter, withRow } from './contact-rows';

describe('a list of contacts', () => {
  const [ana, luz] = [aContact(1, { name: 'Ana' }), aContact(2, { name: 'Luz' })];
  const envelope = { clientCode: 'demo', at: '', seq: 50 };

  const held = (change: Partial<ContactRows> = {}): ContactRows => ({
    rows: [ana, luz],
    isWhole: true,
    choice: { kind: 'person' },
    ...change,
  });
  const updated = ({ conversations: _those, labels: _kept, ...contact }: ListedContact): ContactEvent => ({
    name: 'contact:updated',
    data: { ...envelope, contact },
  });
  const told = (contactId: string, change: Partial<Conversation>): ContactEvent => ({
    name: 'conversation:updated',
    data: {
      ...envelope,
      contactId,
      conversation: {
        id: 'c1',
        version: 9,
        contactId,
        sessionId: 's1',
        labels: [],
        status: 'open',
        ...change,
      } as Conversation,
    },
  });
  const names = (rows: readonly ListedContact[]) => rows.map(({ name }) => name);

  it('puts whoever was renamed where they belong, and keeps their conversations', () => {
    const rows = rowsAfter(held(), updated({ ...ana, version: 9, name: 'Zoe' }));
    expect(names(rows)).toEqual(['Luz', 'Zoe']);
    expect(rows[1]?.conversations).toBe(ana.conversations);
  });

  it('has labels kept until a conversation begins, which has them from then on', () => {
    const kept = held({ rows: [{ ...ana, labels: ['vip'] }], choice: { label: 'vip' } });
    expect(rowsAfter(kept, updated({ ...ana, version: 9, name: 'Ana Ruiz' }))[0]?.labels).toEqual(['vip']);
    const [begun] = rowsAfter(kept, told(ana.id, { labels: ['vip'] }));
    expect(begun?.labels).toEqual([]);
    expect(begun?.conversations[0]?.labels).toEqual(['vip']);
    expect(rowsAfter(kept, told(ana.id, { labels: [] }))).toEqual([]);
  });

  it('reads whoever has taken in another again, whose labels may be theirs now', () => {
    const merged = (mergedInto?: string): ContactEvent => ({
      name: 'contact:removed',
      data: { ...envelope, contactId: 'p9', ...(mergedInto !== undefined && { mergedInto }) },
    });
    expect(missingAfter(held(), merged(luz.id))).toBe(luz.id);
    expect(missingAfter(held(), merged('p8'))).toBeUndefined();
    expect(missingAfter(held(), merged())).toBeUndefined();
  });

  it('keeps the newer of two versions', () => {
    const before = held();
    expect(rowsAfter(before, updated({ ...ana, version: 1, name: 'Vieja' }))).toBe(before.rows);
  });

  it('lets go of whoever is no longer of the choice, and of whoever is gone', () => {
    const inStage = held({ rows: [{ ...ana, stage: 'Nuevo' }], choice: { stage: 'Nuevo' } });
    expect(rowsAfter(inStage, updated({ ...ana, version: 9, stage: 'Cliente' }))).toEqual([]);
    const gone: ContactEvent = { name: 'contact:removed', data: { ...envelope, contactId: ana.id } };
    expect(names(rowsAfter(held(), gone))).toEqual(['Luz']);
  });

  it('tells who may have come in, of whom an event does not tell all', () => {
    const zoe = aContact(9, { name: 'Zoe' });
    expect(missingAfter(held(), updated(zoe))).toBe('p9');
    expect(missingAfter(held({ choice: { q: 'luz' } }), updated(zoe))).toBeUndefined();
    expect(missingAfter(held(), updated(ana))).toBeUndefined();
    expect(missingAfter(held({ choice: { label: 'vip' } }), told('p9', { labels: ['vip'] }))).toBe('p9');
  });

  it('asks for nobody who comes behind what was read', () => {
    expect(missingAfter(held({ isWhole: false }), updated(aContact(9, { name: 'Zoe' })))).toBeUndefined();
    expect(missingAfter(held({ isWhole: false }), updated(aContact(8, { name: 'Beto' })))).toBe('p8');
  });

  it('takes nobody in who may come behind what was read', () => {
    const zoe = aContact(9, { name: 'Zoe' });
    expect(names(withRow(held(), zoe))).toEqual(['Ana', 'Luz', 'Zoe']);
    expect(names(withRow(held({ isWhole: false }), zoe))).toEqual(['Ana', 'Luz']);
    expect(names(withRow(held({ isWhole: false }), aContact(8, { name: 'Beto' })))).toEqual(['Ana', 'Beto', 'Luz']);
  });

  it('follows labels and last contact, the newest conversation first', () => {
    const once = rowsAfter(held(), told('p1', { id: 'c1', updatedAt: '2026-11-20T10:00:00.000Z' }));
    const twice = rowsAfter(held({ rows: once }), told('p1', { id: 'c2', updatedAt: '2026-11-21T10:00:00.000Z' }));
    expect(twice[0]?.conversations.map(({ id }) => id)).toEqual(['c2', 'c1']);
  });

  it('moves a conversation that has become another contact’s', () => {
    const before = rowsAfter(held(), told('p1', { updatedAt: '2026-11-20T10:00:00.000Z' }));
    const after = rowsAfter(held({ rows: before }), told('p2', { version: 10, updatedAt: '2026-11-20T10:00:00.000Z' }));
    expect(after.map(({ conversations }) => conversations.length)).toEqual([0, 1]);
  });

  it('lets go of whoever was heard of, where the quiet ones are listed', () => {
    const quiet = held({ choice: { quietSince: '2026-11-10T00:00:00.000Z' } });
    expect(names(rowsAfter(quiet, told('p1', { updatedAt: '2026-11-20T10:00:00.000Z' })))).toEqual(['Luz']);
  });
});
