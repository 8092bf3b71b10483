import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ChatCompletions } from '../chat-completions/index.ts';

describe('The local language model', () => {
  let model: ChatCompletions;

  beforeEach(async () => {
    model = await ChatCompletions.start();
  });
  afterEach(() => model.close());

  const ask = (content: string, path = '/chat/completions') =>
    fetch(model.url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { authorization: 'Bearer sk-1', 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'small-1', messages: [{ role: 'user', content }] }),
    });

  it('answers as chat completions do, and remembers what it was asked', async () => {
    model.answer = ({ messages }) => `Dijiste ${messages[0]?.content ?? ''}`;
    const answer = await ask('hola');
    const body = (await answer.json()) as { object: string; choices: { message: object }[] };
    assert.equal(body.object, 'chat.completion');
    assert.deepEqual(body.choices[0]?.message, { role: 'assistant', content: 'Dijiste hola' });
    assert.deepEqual(model.asked, [{ key: 'sk-1', model: 'small-1', messages: [{ role: 'user', content: 'hola' }] }]);
    assert.equal((await ask('hola', '/models')).status, 404);
  });

  it('fails as it is told to', async () => {
    model.faults.status = 429;
    assert.equal((await ask('hola')).status, 429);
    model.faults.status = undefined;
    model.faults.body = 'no JSON';
    assert.equal(await (await ask('hola')).text(), 'no JSON');
    model.faults.redirectTo = 'http://127.0.0.1:1/';
    const sent = await ask('hola');
    assert.deepEqual([sent.status, sent.headers.get('location')], [307, 'http://127.0.0.1:1/']);
  });
});
