export { paletteCode } from './palette-code';
