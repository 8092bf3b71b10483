export { AgentRunLine } from './agent-run-line';
export { AgentRunSection } from './agent-run-section';
export { CancelRuns } from './cancel-runs';
export { RunAgentDialog } from './run-agent-dialog';
