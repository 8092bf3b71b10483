import { stripTypeScriptTypes } from 'node:module';

type EmitWarning = (...details: unknown[]) => void;

/**
 * TypeScript as a browser takes it. Node calls its own function for this experimental, once, on the terminal of whoever
 * opens the page: that one warning is left out, any other passes.
 */
export function withoutTypes(source: string): string {
  const kept = Object.getOwnPropertyDescriptor(process, 'emitWarning');
  if (kept === undefined) return stripTypeScriptTypes(source);
  const emit = kept.value as EmitWarning;
  const filtered: EmitWarning = (...details) => {
    const [warning, type] = details;
    if (type === 'ExperimentalWarning' && String(warning).startsWith(stripTypeScriptTypes.name)) return;
    Reflect.apply(emit, process, details);
  };
  Object.defineProperty(process, 'emitWarning', { ...kept, value: filtered });
  try {
    return stripTypeScriptTypes(source);
  } finally {
    Object.defineProperty(process, 'emitWarning', kept);
  }
}
