import type { Provider } from '@angular/core';
import { TRANSLOCO_TRANSPILER, type TranslocoTranspiler } from '@jsverse/transloco';

/**
 * Values are put into texts without a look at what they hold. Transloco's own way goes on looking in what it has put in: of a
 * contact who calls themselves `{{name}}` it would never be done.
 */
export const valuesOnce: Provider = {
  provide: TRANSLOCO_TRANSPILER,
  useValue: {
    transpile: ({ value, params }) =>
      typeof value === 'string'
        ? value.replace(/{{(.*?)}}/g, (_, name: string) => String(params?.[name.trim()] ?? ''))
        : value,
  } satisfies TranslocoTranspiler,
};
