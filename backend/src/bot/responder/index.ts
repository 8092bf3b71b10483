export { Responder, type ResponderAnswer } from './responder.ts';
