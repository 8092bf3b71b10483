import { firstNameOf } from '#contract/first-name';

/** What the variables of a canned reply stand for; empty where it is not known. */
export interface ReplyNames {
  readonly contact: string;
  readonly agent: string;
}

const VARIABLE = /( ?)\{\{\s*(nombre|name|primer_nombre|first_name|agente|agent)\s*\}\}/gi;

/** A canned reply as it is put into the composer. A name that is not known is left out with the space before it. */
export function filledIn(text: string, { contact, agent }: ReplyNames): string {
  return text.replace(VARIABLE, (_whole, space: string, variable: string) => {
    const name = /^a/i.test(variable) ? agent : /^n/i.test(variable) ? contact : firstNameOf(contact);
    return name === '' ? '' : space + name;
  });
}
