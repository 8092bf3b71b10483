import { readClientSettings } from '../team-settings/index.ts';
import type { Reading } from '../storage/index.ts';
import { HttpProblem } from '../web/index.ts';

/** Throws `bad-request` where the client has no stage of this id. */
export async function requireStage(database: Reading, clientCode: string, id: string): Promise<void> {
  const { stages } = await readClientSettings(database, clientCode);
  if (stages.some((stage) => stage.id === id)) return;
  throw new HttpProblem('bad-request', 'Name one of the client’s stages by its id.', {
    errors: [{ path: 'stage', message: 'There is no such stage.' }],
  });
}
