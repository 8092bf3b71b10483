export { Colleagues } from './colleagues';
