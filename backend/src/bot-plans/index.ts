export { readBot, readEnabledClients, saveBot, type StoredBot } from './bot-store.ts';
export { drawOf, noteAnsweredOtherwise, noteForBot } from './note-message.ts';
export {
  findSamePlan,
  forgetPlan,
  forgetPlansOf,
  movePlan,
  readFirstPlans,
  updatePlan,
  type PlanRow,
} from './plan-store.ts';
export {
  noteFailedAsking,
  readResponder,
  readResponderDay,
  readResponderKeys,
  resealResponderKeys,
  saveResponder,
  takeAsking,
  type StoredResponder,
} from './responder-store.ts';
export {
  findNextRun,
  findRun,
  findRunOf,
  forgetRunOf,
  insertRun,
  isOpening,
  lastGivenAt,
  moveRun,
  openingId,
  readLinesWithRuns,
  readRunsOnLine,
  readWaitingRuns,
  updateRun,
  type RunRow,
} from './run-store.ts';
export { moveTalk, noteAway, noteCap, noteReply, readTalk } from './talk-store.ts';
