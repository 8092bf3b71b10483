import { parseArgs, type ParseArgsConfig } from 'node:util';
import { loadEnvironmentFile, SettingsError } from '../operations/index.ts';
import { CommandError } from './command-error.ts';

/** Files of `DATA_DIR` hold messages and keys. */
const ONLY_FOR_ITS_OWNER = 0o077;

type Options = NonNullable<ParseArgsConfig['options']>;
type Values<Of extends Options> = ReturnType<typeof parseArgs<{ options: Of }>>['values'];

export interface Command<Of extends Options> {
  /** What `--help` shows. */
  help: string;
  options: Of;
  /** Resolves with what it has done, in words. */
  run(values: Values<Of>): Promise<string>;
}

/** Runs an operator's command with the arguments of this process. What keeps it from its work is one line and exit code 1. */
export async function runCommand<Of extends Options>(command: Command<Of>): Promise<void> {
  process.umask(ONLY_FOR_ITS_OWNER);
  try {
    const options: Options = { ...command.options, help: { type: 'boolean', short: 'h' } };
    const { values } = parseArgs({ options });
    loadEnvironmentFile();
    // The options of this command have just made these values; TypeScript cannot follow them through the spread.
    const done = values['help'] === true ? command.help : await command.run(values as Values<Of>);
    process.stdout.write(`${done.trim()}\n`);
  } catch (error) {
    process.stderr.write(`${sayWhy(error)}\n`);
    process.exitCode = 1;
  }
}

function sayWhy(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isExpected = error instanceof SettingsError || error instanceof CommandError || isWrongArgument(error);
  return isExpected ? error.message : (error.stack ?? error.message);
}

function isWrongArgument(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && error.code.startsWith('ERR_PARSE_ARGS');
}
