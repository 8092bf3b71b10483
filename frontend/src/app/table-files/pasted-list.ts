import type { Table } from './columns';

/**
 * As a spreadsheet shortens a number, which looks like one where much is left of it; as people write it, with spaces, hyphens,
 * dots or brackets between its digits, at best not in a word such as "3E2"; and what is too short for one.
 */
const NUMBERS = [
  /(?<![\p{L}\p{N}])\d(?:(?:[.,]\d+)?E\+|[.,]\d+E)\d{2}(?![\p{L}\p{N}])/iu,
  /(?<![\p{L}\p{N}+])(?:\+|00)?\(?\d(?:[\s().-]{0,3}\d){5,16}/u,
  /(?:\+|00)?\(?\d(?:[\s().-]{0,3}\d){5,16}/,
  /\+?\(?\d(?:[\s().-]{0,3}\d)*/,
];

/** One number per line, with a name before or behind it if there is one; lines of nothing are none. */
export function pastedList(text: string): Table {
  const written = text
    .split(/\r?\n/)
    .map((line, place) => [line.trim(), place + 1] as const)
    .filter(([line]) => line !== '');
  return { rows: written.map(([line]) => numberAndName(line)), lines: written.map(([, place]) => place) };
}

function numberAndName(line: string): string[] {
  const [number] = NUMBERS.flatMap((one) => one.exec(line)?.[0] ?? []);
  if (number === undefined) return [line, ''];
  return [
    number,
    line
      .replace(number, ' ')
      .replace(/[,;|\t"]+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  ];
}
