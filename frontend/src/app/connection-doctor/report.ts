import type { RealtimeFigures } from '#contract/probe';
import { type Evidence, type Finding, shownAddress } from './examination';

export interface ReportSetup {
  /** The text of a key of the doctor's own texts. */
  readonly text: (key: string, params?: Finding['params']) => string;
  readonly findings: readonly Finding[];
  readonly figures: RealtimeFigures | null;
  readonly version: string;
  /** Origin of the page: without its path, which may name a conversation. */
  readonly origin: string;
  readonly userAgent: string;
  readonly now: Date;
}

/** Plain text for the person who runs the server. It holds nothing of messages, tokens or people. */
export function reportOf({ text, findings, figures, version, origin, userAgent, now }: ReportSetup): string {
  const evidence = findings.flatMap((finding) => finding.evidence ?? []);
  const blocks = [
    [
      `${`CRM Condorito ${version}`.trim()} · ${text('heading')}`,
      `${text('reportLine.time')}: ${now.toISOString()}`,
      `${text('reportLine.page')}: ${origin}`,
      `${text('reportLine.browser')}: ${userAgent}`,
    ],
    ...findings.map((finding) => linesOf(finding, origin, text)),
    ...(evidence.length > 0 ? [[`${text('reportLine.arrived')}:`, ...evidence.flatMap(arrivedLines)]] : []),
    ...(figures ? [[`${text('figures.heading')}:`, ...Object.entries(figures).map(indentedEntry)]] : []),
  ];
  return withoutLongNumbers(blocks.map((lines) => lines.join('\n')).join('\n\n'));
}

function linesOf(finding: Finding, origin: string, text: ReportSetup['text']): string[] {
  const { check, endpoint, verdict, means, todo, params, lines } = finding;
  const where = endpoint === undefined ? '' : ` (${shownAddress(endpoint, origin)})`;
  return [
    `[${text(`verdict.${verdict}`)}] ${text(`title.${check}`)}${where}`,
    `  ${text(means, params).trim()}`,
    ...(todo ? [`  ${text('todo')} ${text(todo, params).trim()}`] : []),
    ...(lines ? lines.split('\n').map((line) => `    ${line}`) : []),
  ];
}

function arrivedLines({ sent, arrival, outcome }: Evidence): string[] {
  const { forwarded, ...plain } = arrival;
  return [
    `  ${sent}${outcome ? ` -> ${outcome}` : ''}`,
    ...Object.entries({ ...plain, ...forwarded }).map(([name, value]) => `    ${name}: ${value ?? '-'}`),
  ];
}

function indentedEntry([name, value]: [string, string | number | null]): string {
  return `  ${name}: ${typeof value === 'number' ? Math.round(value * 10) / 10 : (value ?? '-')}`;
}

/** A server's own words are not ours to trust: what may be a phone number keeps its first and last digits only. */
function withoutLongNumbers(text: string): string {
  return text.replace(/\d{8,}/g, (digits) => `${digits.slice(0, 2)}…${digits.slice(-2)}`);
}
