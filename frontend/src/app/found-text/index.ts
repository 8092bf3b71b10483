export { MarkedText } from './marked-text';
export { nameRank } from './name-rank';
