import type { ApiError } from '../../api';
import type { UnsentMessage } from '../../offline';

/** From now on it may have left. A refused one stays, until a person decides. */
export function begun(message: UnsentMessage): UnsentMessage {
  return message.tried || message.refusal !== undefined ? message : { ...message, tried: true };
}

/** Gone, unless it may have left already. */
export function cancelled(message: UnsentMessage): UnsentMessage | null {
  return message.tried || message.refusal !== undefined ? message : null;
}

/** Gone, if it was refused. */
export function discarded(message: UnsentMessage): UnsentMessage | null {
  return message.refusal === undefined ? message : null;
}

/** As if it had not been refused. Its file is uploaded anew: what the server had of it, it may have given up. */
export function readmitted({ refusal: _refusal, file, ...message }: UnsentMessage): UnsentMessage {
  if (!file) return message;
  const { mediaId: _mediaId, ...chosen } = file;
  return { ...message, file: chosen };
}

/** No answer of ours, a server in trouble, too many requests or a sign-in that ran out: the text itself is not at fault. */
export function mayWorkLater({ unanswered, status }: ApiError): boolean {
  return unanswered || isForeign(status) || status >= 500 || status === 401 || status === 408 || status === 429;
}

/** Whether the server said that it did not take the message. A gateway's answer says nothing about the server behind it. */
export function isDeclined({ status }: ApiError): boolean {
  return status >= 400 && status < 500 && status !== 408;
}

/** A good answer that cannot be read, such as the page on which a café's network asks for a password. */
function isForeign(status: number): boolean {
  return status > 0 && status < 400;
}
