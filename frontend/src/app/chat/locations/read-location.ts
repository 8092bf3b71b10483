/** Degrees, and what the link calls the place where it says so. */
export interface ReadLocation {
  readonly latitude: number;
  readonly longitude: number;
  readonly name?: string;
}

/** `shortLink`: a link that says where it leads only to whoever follows it. */
export type LocationProblem = 'missing' | 'shortLink' | 'unreadable';

/** Parameters in which maps write degrees, the place itself before what lies in the middle of the screen. */
const PARAMETERS = ['q', 'query', 'destination', 'daddr', 'coordinate', 'll', 'sll', 'center'];
const SHORT_HOSTS = /(^|\.)(goo\.gl|maps\.apple|osm\.org|bit\.ly)$/;

/**
 * Where on earth something typed or pasted is: degrees, as decimals or with minutes and seconds, a `geo:` address, or a link
 * of Google's, Apple's, OpenStreetMap's or Waze's maps.
 */
export function readLocation(text: string): ReadLocation | { readonly problem: LocationProblem } {
  const typed = text.trim();
  if (typed === '') return { problem: 'missing' };
  const link = /(?:https?:\/\/|geo:)\S+/i.exec(typed)?.[0];
  if (link === undefined) return readDegrees(typed) ?? { problem: 'unreadable' };
  return URL.canParse(link) ? readLink(new URL(link)) : { problem: 'unreadable' };
}

function readLink(link: URL): ReadLocation | { readonly problem: LocationProblem } {
  const place = placeOf(link);
  if (place) return { ...place, ...nameIn(link) };
  return { problem: SHORT_HOSTS.test(link.hostname) ? 'shortLink' : 'unreadable' };
}

function placeOf(link: URL): ReadLocation | null {
  const { href, hash, pathname, protocol, searchParams } = link;
  if (protocol === 'geo:') return readDegrees(pathname.split(';', 1)[0] ?? '');
  const pin = /!3d(-?[\d.]+)!4d(-?[\d.]+)/.exec(href);
  if (pin) return within(Number(pin[1]), Number(pin[2]));
  const [latitude, longitude] = [searchParams.get('mlat'), searchParams.get('mlon')];
  if (latitude && longitude) return within(Number(latitude), Number(longitude));
  for (const parameter of PARAMETERS) {
    // "loc:" stands in front in links that phones make.
    const place = readDegrees((searchParams.get(parameter) ?? '').replace(/^loc:/, ''));
    if (place) return place;
  }
  const named = pathname.split('/').map((part) => readDegrees(decoded(part)));
  const middle = /@(-?[\d.]+),(-?[\d.]+)/.exec(pathname) ?? /^#map=[\d.]+\/(-?[\d.]+)\/(-?[\d.]+)/.exec(hash);
  const inMiddle = middle && within(Number(middle[1]), Number(middle[2]));
  return named.find((place) => place !== null) ?? inMiddle;
}

/** As in `/maps/place/Óptica+Condorito/@…`, unless the name is the degrees again. */
function nameIn({ pathname }: URL): Pick<ReadLocation, 'name'> {
  const name = decoded(/\/place\/([^/@]+)/.exec(pathname)?.[1] ?? '').trim();
  return name !== '' && readDegrees(name) === null ? { name } : {};
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    return '';
  }
}

/** Null for anything else. A comma alone between whole numbers says nothing: `19,43` is one number where people write so. */
function readDegrees(text: string): ReadLocation | null {
  const typed = text.trim();
  const withPoints =
    /^(-?\d{1,3}\.\d+)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)$/.exec(typed) ??
    /^(-?\d{1,3})(?:\s*[,;]\s+|\s*;\s*|\s+)(-?\d{1,3}(?:\.\d+)?)$/.exec(typed) ??
    /^(-?\d{1,3})\s*,\s*(-?\d{1,3}\.\d+)$/.exec(typed);
  const withCommas = /^(-?\d{1,3},\d+)(?:\s*;\s*|,?\s+)(-?\d{1,3},\d+)$/.exec(typed);
  const [, latitude, longitude] = withPoints ?? withCommas ?? [];
  if (latitude !== undefined && longitude !== undefined) return within(decimal(latitude), decimal(longitude));
  return readMinutes(typed);
}

/** `19°25'57.4"N 99°07'59.5"W`, with as much of it as there is; west is `O` in Spanish. */
function readMinutes(text: string): ReadLocation | null {
  const angle = String.raw`(\d{1,3}(?:[.,]\d+)?)\s*[°º]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*['’′]\s*)?(?:(\d{1,2}(?:[.,]\d+)?)\s*["”″]\s*)?`;
  const [, d1, m1, s1, northOrSouth, d2, m2, s2, eastOrWest] =
    new RegExp(`^${angle}([NS])[\\s,;]*${angle}([EWO])$`, 'i').exec(text) ?? [];
  if (northOrSouth === undefined || eastOrWest === undefined) return null;
  const latitude = inDegrees(d1, m1, s1) * (northOrSouth.toUpperCase() === 'S' ? -1 : 1);
  const longitude = inDegrees(d2, m2, s2) * (eastOrWest.toUpperCase() === 'E' ? 1 : -1);
  return within(latitude, longitude);
}

function inDegrees(degrees = '0', minutes = '0', seconds = '0'): number {
  return decimal(degrees) + decimal(minutes) / 60 + decimal(seconds) / 3_600;
}

function decimal(number: string): number {
  return Number(number.replace(',', '.'));
}

function within(latitude: number, longitude: number): ReadLocation | null {
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isOnEarth ? { latitude: rounded(latitude), longitude: rounded(longitude) } : null;
}

/** A millionth of a degree is a hand's breadth. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
