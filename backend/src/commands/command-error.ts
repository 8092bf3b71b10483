/** Thrown with one line for the operator: what keeps a command from its work. */
export class CommandError extends Error {}
