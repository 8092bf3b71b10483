export { onShortcut } from './on-shortcut';
export { isShortcut } from './shortcuts';
export { shortcutsCode } from './shortcuts-code';
