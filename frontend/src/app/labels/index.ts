export { Labels } from './labels';
