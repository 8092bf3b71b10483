import { Injectable } from '@angular/core';
import type { TranslocoTranspiler, TranspileParams } from '@jsverse/transloco';

/**
 * Puts values into texts without looking at what they hold. Transloco's own goes on looking in what it has put in: of a contact
 * who calls themselves `{{name}}` it would never be done.
 */
@Injectable()
export class ValuesOnce implements TranslocoTranspiler {
  transpile({ value, params = {} }: TranspileParams): unknown {
    if (typeof value !== 'string') return value;
    return value.replace(/{{(.*?)}}/g, (_, name: string) => String(params[name.trim()] ?? ''));
  }
}
