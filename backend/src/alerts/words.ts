import type { SessionReason } from '#contract/whatsapp-sessions';
import type { Incident } from './incident-store.ts';

export type AlertLanguage = 'es' | 'en';

/** What an alert is made of, in one language. */
export interface Words {
  troubles(count: number): string;
  recoveries(count: number): string;
  kind: Record<Incident['kind'], string>;
  since(time: string): string;
  lasted(minutes: number): string;
  reason: Record<SessionReason, string>;
  next: Record<Incident['kind'], string>;
  seeThere(url: string): string;
  test: { subject: string; body: string };
}

const es: Words = {
  troubles: (count) =>
    count === 1 ? 'Una línea de WhatsApp necesita atención' : `${count} líneas de WhatsApp necesitan atención`,
  recoveries: (count) => (count === 1 ? 'Una línea de WhatsApp volvió' : `${count} líneas de WhatsApp volvieron`),
  kind: { down: 'sin conexión estable', stopped: 'detenida', unlinked: 'desvinculada' },
  since: (time) => `desde ${time}`,
  lasted: (minutes) => `Estuvo sin conexión estable ${minutes} min. Lo que esperaba salió o llegó.`,
  reason: {
    logged_out: 'Se cerró la sesión desde el teléfono.',
    banned: 'WhatsApp bloqueó el número.',
    multi_device_mismatch: 'El teléfono no permite dispositivos vinculados.',
    timed_out: 'WhatsApp dejó de responder.',
    connection_closed: 'Se cortó la conexión con WhatsApp.',
    unavailable: 'WhatsApp no está disponible.',
    connection_replaced: 'Otro programa usa el mismo vínculo.',
    bad_session: 'WhatsApp interrumpió la sesión.',
    restart_required: 'WhatsApp pidió reiniciar la conexión.',
    qr_expired: 'El código expiró sin que nadie lo escaneara.',
    unlinked_by_user: 'Alguien del equipo la desvinculó.',
    server_unreachable: 'No se llega a los servidores de WhatsApp.',
    client_outdated: 'WhatsApp ya no acepta esta versión del CRM.',
    no_answer: 'La conexión seguía abierta, pero WhatsApp ya no respondía.',
    credentials_unreadable: 'Las credenciales guardadas no se pueden leer: falta la clave correcta.',
    number_already_linked: 'El número ya está vinculado en otra línea.',
    another_number: 'El teléfono que se vinculó tiene otro número.',
    token_expired: 'Venció el token de acceso de Meta.',
    token_invalid: 'Meta ya no acepta el token de acceso.',
    permission_missing: 'Al token de acceso le faltan permisos en Meta.',
    number_unknown: 'Meta no conoce el número con estas credenciales.',
    number_not_registered: 'El número no está registrado en la API de Meta.',
    account_restricted: 'Meta restringió la cuenta de WhatsApp Business.',
  },
  next: {
    down: 'Se reintenta sola; los mensajes esperan y no se pierden.',
    stopped: 'No se reintenta sola: alguien tiene que conectarla de nuevo en la pantalla WhatsApp.',
    unlinked: 'Hay que vincular el teléfono de nuevo.',
  },
  seeThere: (url) => `Ver: ${url}`,
  test: {
    subject: 'Prueba de avisos de CRM Condorito',
    body: 'Si lees esto, los avisos llegan. No hay nada que hacer.',
  },
};

const en: Words = {
  troubles: (count) => (count === 1 ? 'A WhatsApp line needs attention' : `${count} WhatsApp lines need attention`),
  recoveries: (count) => (count === 1 ? 'A WhatsApp line is back' : `${count} WhatsApp lines are back`),
  kind: { down: 'without a steady connection', stopped: 'stopped', unlinked: 'unlinked' },
  since: (time) => `since ${time}`,
  lasted: (minutes) => `It was without a steady connection for ${minutes} min. What waited has gone out or come in.`,
  reason: {
    logged_out: 'It was logged out on the phone.',
    banned: 'WhatsApp has banned the number.',
    multi_device_mismatch: 'The phone allows no linked devices.',
    timed_out: 'WhatsApp stopped answering.',
    connection_closed: 'The connection to WhatsApp was cut.',
    unavailable: 'WhatsApp is not available.',
    connection_replaced: 'Another program uses the same link.',
    bad_session: 'WhatsApp broke off the session.',
    restart_required: 'WhatsApp asked for a restart of the connection.',
    qr_expired: 'The code expired and nobody had scanned it.',
    unlinked_by_user: 'Somebody of the team has unlinked it.',
    server_unreachable: "WhatsApp's servers are out of reach.",
    client_outdated: 'WhatsApp no longer accepts this version of the CRM.',
    no_answer: 'The connection was still open, but WhatsApp did not answer any more.',
    credentials_unreadable: 'The stored credentials cannot be read: the right key is missing.',
    number_already_linked: 'The number is linked on another line.',
    another_number: 'The phone that was linked has another number.',
    token_expired: 'The access token of Meta has expired.',
    token_invalid: 'Meta no longer accepts the access token.',
    permission_missing: 'The access token lacks permissions at Meta.',
    number_unknown: 'Meta does not know the number with these credentials.',
    number_not_registered: "The number is not registered for Meta's API.",
    account_restricted: 'Meta has restricted the WhatsApp Business account.',
  },
  next: {
    down: 'It tries again by itself; messages wait and none is lost.',
    stopped: 'It does not try again by itself: somebody has to connect it again on the WhatsApp screen.',
    unlinked: 'The phone has to be linked again.',
  },
  seeThere: (url) => `See: ${url}`,
  test: {
    subject: 'Test of the alerts of CRM Condorito',
    body: 'If you read this, alerts arrive. There is nothing to do.',
  },
};

export const wordsOf: Record<AlertLanguage, Words> = { es, en };
