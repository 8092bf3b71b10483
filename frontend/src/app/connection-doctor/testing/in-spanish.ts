import texts from '../../../../public/i18n/connection-doctor/es.json';
import type { Finding } from '../examination';

/** The text of a key as a person reads it; throws for a key without a text or a text with something left open. */
function written(key: string, params: Finding['params'] = {}): string {
  const text = key
    .split('.')
    .reduce<unknown>((branch, part) => (branch as Record<string, unknown> | undefined)?.[part], texts);
  if (typeof text !== 'string') throw new Error(`There is no text "${key}".`);
  const filled = text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => {
    if (!(name in params)) throw new Error(`"${key}" wants "${name}".`);
    return String(params[name]);
  });
  return filled.trim();
}

export interface Read {
  readonly verdict: string;
  readonly means: string;
  readonly todo: string;
  readonly lines: string;
}

/** A finding as a person reads it. */
export function inSpanish({ verdict, means, todo, params, lines = '' }: Finding): Read {
  return {
    verdict: written(`verdict.${verdict}`),
    means: written(means, params),
    todo: todo ? written(todo, params) : '',
    lines,
  };
}
