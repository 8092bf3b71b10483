import type { CountryCode } from 'libphonenumber-js/min';
import { getExampleNumber } from 'libphonenumber-js/min';
import examples from 'libphonenumber-js/mobile/examples';
import { countryOfNumber } from '#contract/phone-number-rules';

/** Where nothing says in which country a client is. */
const ANYWHERE: CountryCode = 'MX';

/** A mobile number that nobody has, of the country of `neighbour`, a number in digits: as its people write it, and for abroad. */
export function exampleNumber(neighbour: string | null): { national: string; international: string } {
  const country = countryOfNumber(neighbour ?? '') as CountryCode | undefined;
  const example = getExampleNumber(country ?? ANYWHERE, examples) ?? getExampleNumber(ANYWHERE, examples);
  return { national: example?.formatNational() ?? '', international: example?.formatInternational() ?? '' };
}
