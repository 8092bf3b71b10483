import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { cleanUpMedia, MediaFiles, TooLargeError } from '../../src/media/index.ts';
import { DrivenTime, rawRequest, startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';
import { harmfulFiles } from './harmful-files.ts';
import { jpeg, pngOf, text, wav, webp } from './made-files.ts';
import { bytesOf, open, tryUpload, upload, uploadInPieces } from './uploads.ts';

const MEBIBYTE = 1_048_576;
const DAY_MS = 86_400_000;
const nobody = { token: 'nobody' };
/** Types of which a browser runs nothing. */
const NOTHING_RUNS = /^(application\/octet-stream|image\/(jpeg|png|webp|gif)|(audio|video)\/\w+)$/;

describe('Files that people upload', () => {
  const time = new DrivenTime();
  let application: TestApplication;
  let agent: TestUser;
  let stranger: TestUser;

  before(async () => {
    application = await startTestApplication({ clock: time.clock });
    const admin = await application.createClient('acme');
    agent = await application.createUser(admin, 'Ana');
    stranger = await application.createClient('other');
  });
  after(() => application.stop());

  /** What lies on the disk, unfinished files included. */
  const stored = () =>
    readdirSync(join(application.dataDirectory, 'media'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));

  it('come back byte for byte, with what is known of a picture', async () => {
    const photo = await jpeg(1_200, 800);
    const media = await upload(application, agent, { bytes: photo, type: 'image/jpeg', name: 'Camión rojo.jpg' });
    assert.partialDeepStrictEqual(media, {
      mimeType: 'image/jpeg',
      bytes: photo.length,
      fileName: 'Camión rojo.jpg',
      width: 1_200,
      height: 800,
      state: 'ready',
    });
    const response = await open(application, agent, media.url);
    assert.equal(response.headers.get('content-type'), 'image/jpeg');
    assert.equal(response.headers.get('cache-control'), 'private, max-age=31536000, immutable');
    assert.deepEqual(await bytesOf(response), Buffer.from(photo));
    const thumbnail = await open(application, agent, media.thumbnailUrl ?? '');
    assert.equal(thumbnail.headers.get('content-type'), 'image/jpeg');
    assert.ok((await bytesOf(thumbnail)).length < 20_000);
  });

  it('stand upright, whatever way the camera was held', async () => {
    const media = await upload(application, agent, { bytes: await jpeg(400, 300, 6), type: 'image/jpeg' });
    assert.deepEqual([media.width, media.height], [300, 400]);
  });

  it('say how long sound is', async () => {
    const media = await upload(application, agent, { bytes: wav(3), type: 'audio/wav', name: 'nota.wav' });
    assert.partialDeepStrictEqual(media, { mimeType: 'audio/wav', seconds: 3 });
  });

  it('are read by their own client only, and by nobody who is not signed in', async () => {
    const media = await upload(application, agent, { bytes: await jpeg(40, 40), type: 'image/jpeg' });
    for (const path of [media.url, media.thumbnailUrl ?? '']) {
      assert.equal((await open(application, stranger, path)).status, 404);
      assert.equal((await open(application, nobody, path)).status, 401);
    }
    const before = stored().length;
    assert.equal((await tryUpload(application, nobody, { bytes: text('x') })).status, 401);
    assert.equal((await tryUpload(application, await application.operator(), { bytes: text('x') })).status, 403);
    assert.equal(stored().length, before);
  });

  it('are sent in parts, as players ask for them', async () => {
    const sound = wav(2);
    const media = await upload(application, agent, { bytes: sound, type: 'audio/wav' });
    const part = await open(application, agent, media.url, { range: 'bytes=100-199' });
    assert.equal(part.status, 206);
    assert.equal(part.headers.get('content-range'), `bytes 100-199/${String(sound.length)}`);
    assert.deepEqual(await bytesOf(part), Buffer.from(sound.slice(100, 200)));
    const beyond = await open(application, agent, media.url, { range: `bytes=${String(sound.length)}-` });
    assert.equal(beyond.status, 400);
    assert.equal(beyond.headers.get('content-type'), 'application/problem+json; charset=utf-8');
  });

  describe('that could do harm', () => {
    it('is saved, runs nothing, and is never taken for what it is too', async () => {
      const files = await harmfulFiles();
      for (const { what, ...file } of files) {
        const media = await upload(application, agent, file);
        const { headers } = await open(application, agent, media.url);
        assert.match(headers.get('content-type') ?? '', NOTHING_RUNS, what);
        assertHarmless(headers, what);
        if (media.thumbnailUrl === undefined) continue;
        const thumbnail = await open(application, agent, media.thumbnailUrl);
        assertHarmless(thumbnail.headers, what);
        assert.ok(!(await bytesOf(thumbnail)).includes('<script'), what);
      }
      assert.ok(files.length >= 60);
    });

    it('is what its first bytes say: a picture that is a page too stays a picture', async () => {
      const bytes = new Uint8Array(Buffer.concat([await jpeg(20, 20), text('<!doctype html>')]));
      const media = await upload(application, agent, { bytes, type: 'text/html', name: 'a.html' });
      assert.equal((await open(application, agent, media.url)).headers.get('content-type'), 'image/jpeg');
    });

    it('is no path, whatever its name', async () => {
      const names: [sent: string, kept: string | undefined, disposition?: string][] = [
        ['../../../etc/passwd', 'passwd', 'attachment; filename=passwd'],
        ['..\\..\\boot.ini', 'boot.ini', 'attachment; filename=boot.ini'],
        ['/etc/passwd', 'passwd', 'attachment; filename=passwd'],
        ['....//', undefined],
        ['file:///etc/passwd', 'passwd', 'attachment; filename=passwd'],
        ['\\\\server\\share\\x.exe', 'x.exe', 'attachment; filename=x.exe'],
        ['./.\u0000./.\u200b./x', 'x', 'attachment; filename=x'],
        ['..%2f..%2fx', '%2f..%2fx', `attachment; filename=%2f..%2fx; filename*=UTF-8''%252f..%252fx`],
        ['a.jpg\u0000.html', 'a.jpg.html', 'attachment; filename=a.jpg.html'],
        ['a.jpg/', undefined],
        ['..', undefined],
        ['.htaccess', 'htaccess', 'attachment; filename=htaccess'],
        ['a\u0000b.txt', 'ab.txt', 'attachment; filename=ab.txt'],
        ['a\r\nSet-Cookie: x=1', 'aSet-Cookie_ x=1', 'attachment; filename="aSet-Cookie_ x=1"'],
        ['foto\u202Egpj.exe', 'fotogpj.exe', 'attachment; filename=fotogpj.exe'],
        ['"; filename="evil.html', '_; filename=_evil.html', 'attachment; filename="_; filename=_evil.html"'],
        ['con|<>:*?.txt', 'con______.txt', 'attachment; filename=con______.txt'],
        ['año.txt', 'año.txt', `attachment; filename="a?o.txt"; filename*=UTF-8''a%C3%B1o.txt`],
        [`${'a'.repeat(400)}.pdf`, `${'a'.repeat(150)}.pdf`, `attachment; filename=${'a'.repeat(150)}.pdf`],
      ];
      const outside = readdirSync(application.dataDirectory).sort();
      for (const [name, kept, expected] of names) {
        const media = await upload(application, agent, { bytes: text('x'), type: 'text/plain', name });
        assert.equal(media.fileName, kept);
        const disposition = (await open(application, agent, media.url)).headers.get('content-disposition');
        assert.equal(disposition, expected ?? `attachment; filename=${media.id}`);
      }
      assert.deepEqual(readdirSync(application.dataDirectory).sort(), outside);
      for (const path of [
        '/api/media/../condorito.db',
        '/api/media/..%2Fcondorito.db',
        '/api/media/%2e%2e%2fcondorito.db',
      ]) {
        assert.equal((await open(application, agent, path)).status, 404, path);
      }
      const wrong = await fetch(`${application.url}/api/media`, {
        method: 'POST',
        headers: { authorization: `Bearer ${agent.token}`, 'x-file-name': '%E0%A4%A' },
        body: 'x',
      });
      assert.equal(wrong.status, 400);
    });

    it('is not opened where it would fill the memory', async () => {
      const bomb = pngOf(30_000, 30_000);
      const before = process.memoryUsage.rss();
      const media = await upload(application, agent, { bytes: bomb, type: 'image/png', name: 'bomba.png' });
      assert.equal(media.thumbnailUrl, undefined);
      assert.ok(process.memoryUsage.rss() - before < 100 * MEBIBYTE);
    });

    it('is not opened where it is damaged', async () => {
      const cut = (await jpeg(600, 600)).slice(0, 300);
      assert.equal((await upload(application, agent, { bytes: cut, type: 'image/jpeg' })).state, 'ready');
    });
  });

  it('have at most 100 MB, and what is refused leaves nothing behind', async () => {
    const before = stored().length;
    const announced = await rawRequest(
      `${application.url}/api/media`,
      { authorization: `Bearer ${agent.token}`, 'content-length': String(100 * MEBIBYTE + 1) },
      'POST',
    );
    assert.equal(announced.status, 413);
    const more = Readable.from([Buffer.alloc(600), Buffer.alloc(401)]);
    await assert.rejects(new MediaFiles(application.dataDirectory).arrive(more, 1_000), TooLargeError);
    assert.equal((await tryUpload(application, agent, { bytes: new Uint8Array(0) })).status, 400);
    assert.equal(stored().length, before);
  });

  it('leave nothing behind where the browser went away in the middle', async () => {
    const before = stored().length;
    const leaving = new AbortController();
    const halfway = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(MEBIBYTE));
      },
    });
    const request = fetch(`${application.url}/api/media`, {
      method: 'POST',
      headers: { authorization: `Bearer ${agent.token}` },
      body: halfway,
      duplex: 'half',
      signal: leaving.signal,
    });
    while (stored().length === before) await new Promise(setImmediate);
    leaving.abort();
    await assert.rejects(request);
    while (stored().length > before) await new Promise(setImmediate);
  });

  it('arrive twenty at once without filling the memory', async () => {
    globalThis.gc?.();
    const before = process.memoryUsage.rss();
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5).unref();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => uploadInPieces(application, agent, 10 * MEBIBYTE)),
    );
    clearInterval(watch);
    assert.deepEqual(new Set(answers), new Set([201]));
    // Both ends are in this process.
    assert.ok(most - before < 120 * MEBIBYTE, `${String(Math.round((most - before) / MEBIBYTE))} MB`);
  });

  it('are forgotten a day later where no message uses them, and so are files without a row', async () => {
    const { store } = application.application;
    const media = await upload(application, agent, { bytes: await webp(30, 30), type: 'image/webp' });
    const files = new MediaFiles(application.dataDirectory);
    const stray = 'ab000000-0000-4000-8000-000000000000';
    mkdirSync(join(files.root, 'ab'), { recursive: true });
    writeFileSync(files.pathOf(stray), 'left by a crash');
    const hoursAgo = (time.clock().getTime() - 2 * 3_600_000) / 1_000;
    utimesSync(files.pathOf(stray), hoursAgo, hoursAgo);

    await cleanUpMedia(store, files);
    assert.equal(existsSync(files.pathOf(stray)), false);
    assert.equal((await open(application, agent, media.url)).status, 200);

    time.pass(DAY_MS + 60_000);
    await cleanUpMedia(store, files);
    const again = await application.signIn(agent.email, agent.password);
    assert.equal((await open(application, again, media.url)).status, 404);
    assert.equal(existsSync(files.pathOf(media.id)), false);
  });
});

/** Opened by itself it is saved, and shown all the same it is of no origin, and nothing but what it says it is. */
function assertHarmless(headers: Headers, what: string): void {
  assert.match(headers.get('content-disposition') ?? '', /^attachment/, what);
  assert.equal(headers.get('x-content-type-options'), 'nosniff', what);
  assert.equal(headers.get('content-security-policy'), "sandbox; default-src 'none'", what);
}
