/** libsignal prints sessions, private keys included (libsignal/src/session_record.js:273). Test output is no place for them. */
for (const level of ['info', 'warn', 'error'] as const) {
  const print = console[level].bind(console);
  console[level] = (...args: unknown[]): void => {
    const fromLibsignal = new Error().stack?.includes('/node_modules/libsignal/') ?? false;
    if (!fromLibsignal) print(...args);
  };
}
