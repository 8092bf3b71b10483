export { MarkedText } from './marked-text';
