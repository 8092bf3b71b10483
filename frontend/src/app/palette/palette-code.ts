export const paletteCode = () => import('./show-palette');
