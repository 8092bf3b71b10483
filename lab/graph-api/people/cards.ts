import type { ContactCard } from '../payloads/index.ts';

/** Somebody's card, as phones hand it on. */
export function cardOf(name: string, digits: string): ContactCard {
  const telephone = `item1.TEL;waid=${digits}:+${digits}`;
  const lines = ['BEGIN:VCARD', 'VERSION:3.0', `N:;${name};;;`, `FN:${name}`, telephone, 'END:VCARD'];
  return {
    name: { formatted_name: name, first_name: name },
    phones: [phoneOf(digits)],
    origin: 'other',
    vcard: lines.join('\n'),
  };
}

/** The own number, as it is shared when a business asks for it. */
export function ownCard(digits: string): ContactCard {
  return { phones: [phoneOf(digits)], origin: 'contact_request' };
}

function phoneOf(digits: string): { phone: string; wa_id: string; type: string } {
  return { phone: `+${digits}`, wa_id: digits, type: 'CELL' };
}
