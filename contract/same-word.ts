/** A name as names are compared: "VIP" and "vip", "Café" typed on either kind of keyboard are one for a person. */
export function comparableName(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

export function sameWord(one: string, other: string): boolean {
  return comparableName(one) === comparableName(other);
}
