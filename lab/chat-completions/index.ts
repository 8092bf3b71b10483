export { ChatCompletions, type AskedCompletion, type CompletionFaults } from './chat-completions.ts';
