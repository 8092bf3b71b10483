import { language } from './words.ts';

/** Why a companion was not linked, by the words of the lab. */
const spanish: Record<string, string> = {
  'This is not the QR code of a companion': 'Esto no es el código QR de un dispositivo.',
  'This QR code is unknown or has expired': 'Este código QR no se conoce o ha caducado.',
  'A newer QR code has replaced this one: scan the one that is shown now':
    'Hay un código QR más nuevo: escanea el que se muestra ahora.',
  'A pairing code has eight letters and digits': 'El código tiene ocho letras y cifras.',
  'No companion waits for a code from this number': 'Ningún dispositivo espera un código de este número.',
  'The code has expired: have the companion show a new one': 'El código ha caducado: pide uno nuevo en el CRM.',
  'The companion that showed the code went away: have it show a new one':
    'El dispositivo que mostraba el código ya no está: pide uno nuevo en el CRM.',
  'This is not the code that the companion shows': 'Este no es el código que muestra el dispositivo.',
  'The companion went away while it was being linked': 'El dispositivo se desconectó mientras se vinculaba.',
  'The companion did not answer in time': 'El dispositivo no respondió a tiempo.',
};

/** A reason in the language of the page, as far as it is known there. */
export function inWords(reason: string): string {
  return language === 'es' ? (spanish[reason] ?? reason) : reason;
}
