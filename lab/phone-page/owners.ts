import type { BusinessNumber, Person } from '../graph-api/index.ts';
import type { Phone } from '../whatsapp-web/index.ts';
import type { PhonePageOptions } from './options.ts';
import { RequestError } from './request-error.ts';

/** Somebody with WhatsApp: what they hold in their hand, and who they are to businesses on the Cloud API. */
export interface Owner {
  phoneNumber: string;
  name: string;
  /** Missing where somebody only writes with businesses on the Cloud API. */
  phone: Phone | undefined;
  /** Missing until they have had to do with one. */
  person: Person | undefined;
}

/** Everybody whose phone the page can play. */
export function ownersOf({ phones, graph }: PhonePageOptions): Owner[] {
  const holders = phones().map((phone): Owner => ownerOf(phone, graph?.person(phone.phoneNumber)));
  const known = new Set(holders.map(({ phoneNumber }) => phoneNumber));
  const others = graph?.people().filter(({ phoneNumber }) => !known.has(phoneNumber)) ?? [];
  return [...holders, ...others.map((person) => ownerOf(undefined, person))];
}

/** Throws where nobody has this number. */
export function demandOwner(options: PhonePageOptions, phoneNumber: string | null): Owner {
  const owner = ownersOf(options).find((candidate) => candidate.phoneNumber === phoneNumber);
  if (owner === undefined) throw new RequestError(404, 'There is no such phone');
  return owner;
}

export function demandPhone({ phone }: Owner): Phone {
  if (phone === undefined) throw new RequestError(422, 'This phone only writes with businesses on the Cloud API');
  return phone;
}

/** Who somebody is to businesses on the Cloud API, made when they first write to one. */
export function personOf({ graph }: PhonePageOptions, { person, phoneNumber, name }: Owner): Person {
  const known = person ?? graph?.createPerson({ phoneNumber, name });
  if (known === undefined) throw new RequestError(404, 'There is no business on the Cloud API');
  return known;
}

export function businessesOf({ graph }: PhonePageOptions): BusinessNumber[] {
  return graph?.businessNumbers() ?? [];
}

function ownerOf(phone: Phone | undefined, person: Person | undefined): Owner {
  const { phoneNumber = '', name = '' } = phone ?? person ?? {};
  return { phoneNumber, name, phone, person };
}
