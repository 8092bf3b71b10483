import { comparableName } from '#contract/same-word';

/** The groups that Google has by itself, such as "* myContacts". */
const OF_GOOGLE = '* ';

/**
 * The names of labels in a cell, as our own export writes them with `;` in between, Google with `:::`, and others with commas. A
 * name that is known may have any of them in it.
 */
export function labelNames(cell: string, isKnown: (name: string) => boolean): string[] {
  let names = [cell];
  for (const separator of [':::', ';', ','])
    names = names.flatMap((name) => (isKnown(name) ? [name] : split(name, separator, isKnown)));
  names = names.filter((name) => isKnown(name) || !name.startsWith(OF_GOOGLE));
  return [...new Map(names.map((name) => [comparableName(name), name])).values()];
}

/** As many parts as make a known name stay together. */
function split(text: string, separator: string, isKnown: (name: string) => boolean): string[] {
  const parts = text.split(separator);
  const names: string[] = [];
  for (let from = 0; from < parts.length;) {
    const joined = (to: number) => parts.slice(from, to).join(separator).trim();
    let to = parts.length;
    while (to > from + 1 && !isKnown(joined(to))) to -= 1;
    names.push(joined(to));
    from = to;
  }
  return names.filter((name) => name !== '');
}
