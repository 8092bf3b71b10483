import type { FrontendEventName, frontendEventNames, ServerEventName } from '#contract/event-names';
import type { EventData } from '#contract/events';

type WireNames = typeof frontendEventNames;

/** The name on the wire for one of the frontend's own names. */
export type WireName<Name extends FrontendEventName> = {
  [Wire in ServerEventName]: WireNames[Wire] extends Name ? Wire : never;
}[ServerEventName];

/** What an event of the frontend's name carries. */
export type FrontendEventData<Name extends FrontendEventName> = EventData<WireName<Name>>;

/** Any event as it comes from a socket, from the log or from the live part of a poll. */
export type ServerEvent = { [Name in ServerEventName]: { name: Name; data: EventData<Name> } }[ServerEventName];
