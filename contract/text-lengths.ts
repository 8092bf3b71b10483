/** Imports no schema, so that the browser bundle stays small. */

/** The most characters of a text by the kind of line it goes over: WhatsApp Web's (web client), and Meta's (Cloud API, text messages). */
export const MAX_TEXT_LENGTH = { 'whatsapp-web': 65_536, 'cloud-api': 4_096 } as const;
