export { Appearance, type Theme } from './appearance';
export { ThemeChoice } from './theme-choice';
