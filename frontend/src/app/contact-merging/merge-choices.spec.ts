import type { Contact } from '#contract/conversations';
import { differencesOf, joinedNotes, mergeRequest } from './merge-choices';

describe('what stays of two contacts', () => {
  const person = (change: Partial<Contact>): Contact => ({
    id: 'p1',
    version: 7,
    kind: 'person',
    name: 'Ana',
    whatsappName: '',
    phoneNumber: '573000000001',
    stage: null,
    notes: '',
    fields: {},
    agentRun: null,
    createdAt: '2026-11-01T10:00:00.000Z',
    ...change,
  });

  it('is asked about only where they differ', () => {
    const contact = person({ stage: 'Nuevo', fields: { city: 'Lima', mail: 'ana@x.example' } });
    const other = person({ id: 'p2', stage: 'Nuevo', fields: { city: 'Cusco', mail: 'ana@x.example' } });
    expect(differencesOf({ contact, other }, ['city', 'mail']).map(({ key }) => key)).toEqual(['city']);
  });

  it('is a name before a number, and a value before none', () => {
    const contact = person({ name: '+573000000001' });
    const other = person({ id: 'p2', stage: 'Cliente', fields: { city: 'Cusco' } });
    const preferred = differencesOf({ contact, other }, ['city']).map((difference) => [
      difference.key,
      difference.preferred,
    ]);
    expect(preferred).toEqual([
      ['name', 'other'],
      ['stage', 'other'],
      ['city', 'other'],
    ]);
  });

  it('has the notes of both, and those that are the same once', () => {
    const contact = person({ notes: 'Paga tarde' });
    expect(joinedNotes({ contact, other: person({ notes: 'Del archivo' }) })).toBe('Paga tarde\nDel archivo');
    expect(joinedNotes({ contact, other: contact })).toBe('Paga tarde');
  });

  it('names the versions and the number that somebody saw', () => {
    const pair = {
      contact: person({}),
      other: person({ id: 'p2', version: 9, name: 'Ana P.', fields: { city: 'Lima' } }),
    };
    const differences = differencesOf(pair, ['city']);
    const chosen = { differences, sideOf: () => 'other' as const, notes: 'Una sola' };
    expect(mergeRequest(pair, '573000000002', chosen)).toEqual({
      version: 7,
      with: { id: 'p2', version: 9 },
      phoneNumber: '573000000002',
      keep: { name: 'other', notes: 'Una sola', fields: { city: 'other' } },
    });
  });
});
