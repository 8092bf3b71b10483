import { DEFAULT_CONNECTION_CONFIG, type SocketConfig } from 'baileys';

let last: Promise<unknown> = Promise.resolve();

/** Starts `work` when all that was handed in before is over, in the asynchronous context of its caller. */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const turn = last.then(work);
  last = turn.catch(() => undefined);
  return turn;
}

/**
 * Baileys' Signal repository, one step at a time over all companions of this process: libsignal's job queue is global
 * and would run the steps of one companion in the key transaction of another that writes to the same contact
 * (libsignal/src/queue_job.js).
 */
export const oneAtATime: SocketConfig['makeSignalRepository'] = (auth, logger, lidOf) => {
  const repository = DEFAULT_CONNECTION_CONFIG.makeSignalRepository(auth, logger, lidOf);
  return {
    ...repository,
    decryptMessage: (options) => inTurn(() => repository.decryptMessage(options)),
    encryptMessage: (options) => inTurn(() => repository.encryptMessage(options)),
    injectE2ESession: (options) => inTurn(() => repository.injectE2ESession(options)),
  };
};
