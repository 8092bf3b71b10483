export { AgentRunLine } from './agent-run-line';
export { AgentRunSection } from './agent-run-section';
export { RunAgentDialog } from './run-agent-dialog';
