import { sql } from 'kysely';

/**
 * By what contacts are alike, as migration 0024 has them in its indexes: SQLite uses one of those only for the very
 * same expression.
 */

/** A number without the digit that Mexico, Argentina and Brazil may leave out; null without a number. */
export const numberKeyOf = sql<string>`
  case
    when "phoneNumber" glob '521[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]' then '52' || substr("phoneNumber", 4)
    when "phoneNumber" glob '549[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]' then '54' || substr("phoneNumber", 4)
    when "phoneNumber" glob '55[0-9][0-9]9[6-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'
      then substr("phoneNumber", 1, 4) || substr("phoneNumber", 6)
    else "phoneNumber"
  end
`;

/** The name as it is searched for, without capitals and accents. */
export const nameKeyOf = sql<string>`
  trim(substr("searchText", 1, length("searchText") - length(coalesce("phoneNumber", '')) - 1))
`;

/** Whether anything is written down in the client's own fields. */
export const hasFields = sql<boolean>`("fields" <> '{}')`;
