import { startGraphApi, type ChatLine, type GraphApi, type Person } from '../graph-api/index.ts';
import { pick, quietly, rest } from './pace.ts';
import { cloudBusiness, cloudTemplates, type Person as SomePerson } from './people.ts';
import { answers } from './talk.ts';

/** The demo's Graph API: one number of the business is there, with templates, and the customers know it too. */
export async function startCloudApi(
  stateFile: string,
  people: readonly SomePerson[],
  stopped: AbortSignal,
): Promise<GraphApi> {
  const graph = await startGraphApi({ stateFile });
  const { wabaId } = graph.createBusinessNumber(cloudBusiness);
  for (const template of cloudTemplates) {
    if (!graph.templates.find(wabaId, template.name, template.language)) graph.templates.add(wabaId, template);
  }
  for (const somebody of people) {
    const person = graph.createPerson(somebody);
    person.onMessage((line, from) => {
      void quietly(() => readAndAnswer(person, from, line, stopped));
    });
  }
  return graph;
}

async function readAndAnswer(person: Person, from: string, line: ChatLine, stopped: AbortSignal): Promise<void> {
  await rest(1, 3, stopped);
  await person.markRead(from);
  if (Math.random() < 0.3) return;
  await rest(1.5, 4, stopped);
  const button = line.buttons?.find(({ kind }) => kind === 'reply');
  const row = line.list?.sections[0]?.rows[0];
  if (button) await person.pressButton(from, line.id, button.id);
  else if (row) await person.chooseFromList(from, line.id, row.id);
  else await person.sendText(from, pick(answers));
}
