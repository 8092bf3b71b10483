export { decide, decideByRules, type Answer, type Decision, type Rules } from './decide.ts';
export { examinePattern } from './patterns.ts';
export { whySilent } from './silence.ts';
export type { Said, Situation } from './situation.ts';
