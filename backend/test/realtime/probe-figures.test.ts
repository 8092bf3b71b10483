import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { realtimeFigures, type RealtimeFigures } from '#contract/probe';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';

describe('GET /api/probe/realtime', () => {
  let application: TestApplication;
  let one: TestUser;
  let two: TestUser;

  before(async () => {
    application = await startTestApplication();
    one = await application.createClient('one');
    two = await application.createClient('two');
    await application.socket(one);
    await application.socket(two);
    await application.socket(two, { transports: ['polling'] });
  });
  after(() => application.stop());

  const figuresOf = async (who: TestUser) => {
    const { body } = await who.api.get<RealtimeFigures>('/probe/realtime').expect(200);
    return realtimeFigures.parse(body);
  };

  it('tells an admin of the own client only', async () => {
    const ofOne = await figuresOf(one);
    assert.deepEqual([ofOne.sockets, ofOne.websocket, ofOne.polling, ofOne.connections], [1, 1, 0, 1]);
    const ofTwo = await figuresOf(two);
    assert.deepEqual([ofTwo.sockets, ofTwo.websocket, ofTwo.polling, ofTwo.connections], [2, 1, 1, 2]);
  });

  it('tells the operator of the installation', async () => {
    const all = await figuresOf(await application.operator());
    assert.deepEqual([all.sockets, all.websocket, all.polling, all.connections], [3, 2, 1, 3]);
  });

  it('is not for agents, nor for nobody', async () => {
    const agent = await application.createUser(one, 'Ana');
    await agent.api.get('/probe/realtime').expect(403);
    await application.anonymous.get('/probe/realtime').expect(401);
  });
});
