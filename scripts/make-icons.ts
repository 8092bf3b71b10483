/**
 * Makes `frontend/src/app/ui/icon-paths.ts`, the shapes of the icons that the pages use, out of lucide-static (ISC), and
 * `frontend/public/icons/lucide-license.txt`, its licence. To be run when a name is added here or that package changes:
 * `node scripts/make-icons.ts`. The results are committed.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** As https://lucide.dev names them. */
const NAMES = [
  'activity',
  'archive',
  'archive-restore',
  'arrow-down',
  'arrow-down-left',
  'arrow-left',
  'arrow-up',
  'arrow-up-right',
  'bell',
  'bot',
  'bot-off',
  'building',
  'chart-column',
  'check',
  'check-check',
  'chevron-down',
  'chevron-right',
  'chevron-up',
  'circle-alert',
  'circle-check',
  'circle-ellipsis',
  'circle-minus',
  'circle-question-mark',
  'circle-user',
  'circle-x',
  'clock',
  'cloud',
  'cloud-off',
  'contact',
  'copy',
  'download',
  'ellipsis',
  'eye',
  'eye-off',
  'face-slightly-smiling',
  'face-slightly-smiling-plus',
  'file',
  'forward',
  'grip-vertical',
  'hash',
  'image',
  'image-off',
  'key-round',
  'keyboard',
  'layout-template',
  'list',
  'list-checks',
  'list-filter',
  'log-out',
  'map-pin',
  'megaphone',
  'message-circle',
  'message-circle-plus',
  'message-square-quote',
  'message-square-text',
  'messages-square',
  'mic',
  'music',
  'notebook-pen',
  'palette',
  'panel-right',
  'paperclip',
  'pause',
  'pencil',
  'play',
  'plus',
  'qr-code',
  'refresh-cw',
  'reply',
  'rotate-ccw-clock',
  'rotate-cw',
  'search',
  'send-horizontal',
  'settings',
  'shopping-bag',
  'sliders-horizontal',
  'smartphone',
  'square',
  'sticker',
  'tag',
  'timer',
  'trash',
  'triangle-alert',
  'user-check',
  'user-plus',
  'user-x',
  'users',
  'users-round',
  'video',
  'volume-2',
  'webhook',
  'wifi-off',
  'x',
  'zap',
];

type Shape = [element: string, attributes: Record<string, string>];

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'node_modules/lucide-static');
const icons = JSON.parse(readFileSync(join(source, 'icon-nodes.json'), 'utf8')) as Record<string, Shape[]>;

const lines = NAMES.map((name) => `  '${name}': '${pathOf(name)}',`);
writeFileSync(
  join(root, 'frontend/src/app/ui/icon-paths.ts'),
  `/**
 * Made by \`scripts/make-icons.ts\`: each icon of Lucide's as one path, in a square of 24.
 * Licence: \`frontend/public/icons/lucide-license.txt\`.
 */
// prettier-ignore
export const ICON_PATHS = {
${lines.join('\n')}
};

/** An icon there is. */
export type IconName = keyof typeof ICON_PATHS;
`,
);
copyFileSync(join(source, 'LICENSE'), join(root, 'frontend/public/icons/lucide-license.txt'));

/** All shapes of an icon as one path: they are drawn with one and the same stroke. */
function pathOf(name: string): string {
  const shapes = icons[name];
  if (!shapes) throw new Error(`lucide-static has no icon named ${name}.`);
  return shapes.map((shape) => dataOf(name, shape)).join('');
}

function dataOf(name: string, [element, attributes]: Shape): string {
  const middle = attributes['fill'] === undefined ? '' : filled(name, attributes);
  return outline(name, [element, attributes]) + middle;
}

/** A path is not filled; of the small dots that are, a stroke without length fills the middle. */
function filled(name: string, { cx = '', cy = '', r }: Record<string, string>): string {
  if (r !== '.5')
    throw new Error(`The icon ${name} has something filled that is no dot, which this script cannot draw yet.`);
  return `M${cx} ${cy}h.01`;
}

function outline(name: string, [element, attributes]: Shape): string {
  const text = (key: string) => attributes[key] ?? '';
  const number = (key: string) => Number(attributes[key] ?? 0);
  switch (element) {
    case 'path':
      return absolute(text('d'));
    case 'circle':
      return ellipse(number('cx'), number('cy'), number('r'), number('r'));
    case 'ellipse':
      return ellipse(number('cx'), number('cy'), number('rx'), number('ry'));
    case 'line':
      return `M${text('x1')} ${text('y1')}L${text('x2')} ${text('y2')}`;
    case 'polyline':
      return `M${text('points')}`;
    case 'polygon':
      return `M${text('points')}z`;
    case 'rect': {
      const radius = attributes['rx'] ?? attributes['ry'];
      return rectangle(number('x'), number('y'), number('width'), number('height'), Number(radius ?? 0));
    }
    default:
      throw new Error(`The icon ${name} has a <${element}>, which this script cannot draw yet.`);
  }
}

/** A path's first move counts from the corner, but not once it stands behind another path. What follows it stays relative. */
function absolute(data: string): string {
  const number = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?`;
  const [, from = '', rest = ''] = new RegExp(String.raw`^m\s*(${number}[\s,]*${number})\s*(.*)$`).exec(data) ?? [];
  if (from === '') return data;
  return `M${from}${/^[a-z]/i.test(rest) || rest === '' ? '' : 'l'}${rest}`;
}

function ellipse(x: number, y: number, rx: number, ry: number): string {
  const half = (width: number) => `a${short(rx)} ${short(ry)} 0 1 0 ${short(width)} 0`;
  return `M${short(x - rx)} ${short(y)}${half(2 * rx)}${half(-2 * rx)}z`;
}

function rectangle(x: number, y: number, width: number, height: number, r: number): string {
  const corner = (right: number, down: number) =>
    r > 0 ? `a${short(r)} ${short(r)} 0 0 1 ${short(right)} ${short(down)}` : '';
  return (
    `M${short(x + r)} ${short(y)}h${short(width - 2 * r)}${corner(r, r)}v${short(height - 2 * r)}${corner(-r, r)}` +
    `h${short(2 * r - width)}${corner(-r, -r)}v${short(2 * r - height)}${corner(r, -r)}z`
  );
}

/** Without the traces of binary fractions. */
function short(number: number): string {
  return String(Number(number.toFixed(3)));
}
