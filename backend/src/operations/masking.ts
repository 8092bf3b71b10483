/** Runs of digits as long as a phone number or a WhatsApp address, not part of a longer word such as an id. */
const phoneLike = /(?<![\w-])\d{7,20}(?![\w-])/g;

/** The first two and last two digits stay: enough to tell two numbers apart, too little to call one. */
export function maskPhoneNumber(text: string): string {
  return text.replace(phoneLike, (digits) => `${digits.slice(0, 2)}***${digits.slice(-2)}`);
}

/** Masks every string within a log record. */
export function maskPhoneNumbers<T>(value: T): T {
  return mask(value, 0) as T;
}

function mask(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return maskPhoneNumber(value);
  if (typeof value !== 'object' || value === null || depth > 8) return value;
  if (Array.isArray(value)) return value.map((item) => mask(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [maskPhoneNumber(key), mask(item, depth + 1)]));
}
