import type { NumberState } from '../accounts/number-state.ts';
import type { LabParts } from '../lab-parts.ts';
import { preferenceChange } from '../payloads/index.ts';
import type { PersonState } from './person-state.ts';
import { knownTo } from './user-ids.ts';

/** Notes whether somebody wants marketing of a business, and tells it. */
export function tellPreference(lab: LabParts, person: PersonState, number: NumberState, wanted: boolean): void {
  if (wanted) person.stoppedMarketing.delete(number.id);
  else person.stoppedMarketing.add(number.id);
  lab.changed(person);
  const known = knownTo(lab.world.account(number.wabaId).businessId, person);
  const metadata = { display_phone_number: number.phoneNumber, phone_number_id: number.id };
  const change = preferenceChange(metadata, known, { wanted, at: lab.time.now() });
  lab.outbox.tell(number.wabaId, change, { number, about: person.phoneNumber });
}
