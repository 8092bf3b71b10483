import type { z } from 'zod';
import { invalidParameter, type GraphError } from '../http/graph-error.ts';

/** Checks a parameter of a request against its schema; throws what the Graph says of the first thing that is wrong. */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, parameter: string): z.output<Schema> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw issue === undefined ? invalidParameter('Invalid parameter') : refusal(issue, parameter);
}

/** As the Graph names a place in a request: `interactive['action']['buttons'][0]`. */
function placeOf(path: PropertyKey[], parameter: string): string {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `['${String(step)}']`));
  return parameter + steps.join('');
}

function refusal(issue: z.core.$ZodIssue, parameter: string): GraphError {
  const place = placeOf(issue.path, parameter);
  switch (issue.code) {
    case 'too_big':
      return invalidParameter(
        issue.origin === 'array'
          ? `Param ${place} must have at most ${issue.maximum} items.`
          : `Param ${place} must be at most ${issue.maximum} characters long.`,
      );
    case 'too_small':
      return invalidParameter(
        issue.origin === 'array'
          ? `Param ${place} must have at least ${issue.minimum} items.`
          : `Param ${place} must be at least ${issue.minimum} characters long.`,
      );
    case 'unrecognized_keys':
      return invalidParameter(`Unexpected key "${issue.keys[0] ?? ''}" on param "${place}".`);
    case 'invalid_value':
      if (issue.input === undefined) return invalidParameter(`The parameter ${place} is required.`);
      return invalidParameter(oneOf(place, issue.values, issue.input));
    case 'invalid_type':
      if (issue.input === undefined) return invalidParameter(`The parameter ${place} is required.`);
      return invalidParameter(`Param ${place} must be ${articled(issue.expected)}.`);
    case 'invalid_union':
      if (issue.input === undefined) return invalidParameter(`The parameter ${place} is required.`);
      return invalidParameter(`Param ${place} is not valid.`);
    default:
      return invalidParameter(`Param ${place} is not valid.`);
  }
}

/** What the Graph says of a value that is none of those there are. */
export function oneOf(place: string, values: readonly unknown[], got: unknown): string {
  const names = values.map((value) => String(value).toUpperCase()).join(', ');
  return `Param ${place} must be one of {${names}} - got ${JSON.stringify(got)}.`;
}

function articled(type: string): string {
  if (type === 'object' || type === 'record') return 'a JSON object';
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
