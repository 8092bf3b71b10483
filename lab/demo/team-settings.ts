import { CannedReplies, Labels } from '../../backend/src/team-settings/index.ts';
import type { Store } from '../../backend/src/storage/index.ts';

const labels = [
  { name: 'Cliente frecuente', colour: 'teal' },
  { name: 'Urgente', colour: 'red' },
  { name: 'Espera pago', colour: 'orange' },
  { name: 'Garantía', colour: 'blue' },
  { name: 'Mayoreo', colour: 'purple' },
] as const;

const cannedReplies = [
  { shortcut: 'hola', text: 'Hola {{nombre}}, le atiende {{agente}}. ¿En qué le puedo ayudar?' },
  { shortcut: 'horario', text: 'Abrimos de lunes a viernes de 10:00 a 20:00 y los sábados de 10:00 a 15:00.' },
  { shortcut: 'listo', text: '{{nombre}}, sus lentes ya están listos ✅ Puede pasar cuando guste.' },
  { shortcut: 'pago', text: 'Aceptamos efectivo, transferencia y tarjeta, a *3 meses sin intereses*.' },
  { shortcut: 'gracias', text: 'Gracias por escribirnos, {{nombre}}. Que tenga un excelente día.' },
];

/** What the demo's team shares. Resolves to the ids of the labels. */
export async function seedTeamSettings(store: Store, clientCode: string): Promise<string[]> {
  const replies = new CannedReplies(store);
  for (const reply of cannedReplies) await replies.add(clientCode, reply);
  const made = new Labels(store);
  const ids: string[] = [];
  for (const label of labels) ids.push((await made.add(clientCode, label)).id);
  return ids;
}
