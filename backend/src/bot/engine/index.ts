export { decide, type Answer, type Decision } from './decide.ts';
export { examinePattern } from './patterns.ts';
export type { Said, Situation } from './situation.ts';
