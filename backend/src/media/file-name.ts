/** So much of a name is kept; its ending is kept as well. */
const KEPT_STEM = /^.{0,150}/su;
const LONGEST_ENDING = 12;

/**
 * A file's name as it may be shown and saved: without folders, without what cannot be seen, without what turns the direction
 * of writing ("exe.gpj" for "jpg.exe"), and not hidden. Undefined where nothing is left.
 */
export function safeFileName(name: string | null | undefined): string | undefined {
  const last = (name ?? '').toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const visible = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (visible === '') return undefined;
  const dot = visible.lastIndexOf('.');
  const ending = dot > 0 && visible.length - dot <= LONGEST_ENDING ? visible.slice(dot) : '';
  const [stem = ''] = KEPT_STEM.exec(visible.slice(0, visible.length - ending.length)) ?? [];
  return stem + ending;
}
