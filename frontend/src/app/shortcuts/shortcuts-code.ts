export const shortcutsCode = () => import('./show-shortcuts');
