import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { SignInStore } from '../sign-in';
import { WebSocketService, WhatsAppRealtimeService } from '../realtime';
import { BrowserPorts } from './browser-ports';
import { anArrival } from './testing/fake-ports';

describe('BrowserPorts', () => {
  let ports: BrowserPorts;
  let server: HttpTestingController;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        { provide: SignInStore, useValue: { user: signal(null), token: signal(null) } },
        { provide: WhatsAppRealtimeService, useValue: {} },
        { provide: WebSocketService, useValue: {} },
      ],
    });
    ports = TestBed.inject(BrowserPorts);
    server = TestBed.inject(HttpTestingController);
  });

  it('asks the server how the page arrives, naming its origin', async () => {
    const reply = ports.probe();
    const answer = { at: '', arrival: anArrival(), ownOrigin: '', originAllowed: true, signedIn: false };
    server.expectOne(`/api/probe?origin=${location.origin}`).flush(answer);

    expect(await reply).toEqual({ answer });
  });

  it("does not take somebody else's page or JSON for an answer", async () => {
    const page = ports.probe();
    server
      .expectOne(({ url }) => url === '/api/probe')
      .flush('<html></html>', { status: 404, statusText: 'Not Found' });
    expect(await page).toEqual({ failure: { type: 'not-found', status: 404, detail: '' } });

    const json = ports.probe();
    server.expectOne(({ url }) => url === '/api/probe').flush({ hello: 'world' });
    expect(await json).toEqual({ failure: { type: 'bad-request', status: 200, detail: '' } });
  });

  it("passes on our server's own words", async () => {
    const reply = ports.me();
    const problem = { type: 'forbidden-origin', title: 'No', status: 403, detail: 'Not mine.' };
    server.expectOne('/api/auth/me').flush(problem, { status: 403, statusText: 'Forbidden' });

    expect(await reply).toEqual({ failure: { type: 'forbidden-origin', status: 403, detail: 'Not mine.' } });
  });

  it('asks each endpoint what it has seen of a trial', async () => {
    const own = ports.seenOfTrial('', 'abc');
    server.expectOne('/api/probe/handshakes/abc').flush({ arrivals: [] });
    const named = ports.seenOfTrial(`${location.origin}/api`, 'abc');
    server.expectOne('/api/probe/handshakes/abc').flush({ arrivals: [] });
    const other = ports.seenOfTrial('https://bot.example.com/v1', 'abc');
    server.expectOne('https://bot.example.com/api/probe/handshakes/abc').flush({ arrivals: [] });

    expect(await Promise.all([own, named, other])).toEqual(Array(3).fill({ answer: { arrivals: [] } }));
  });

  it('makes ids that the server takes, each another one', () => {
    const [one, other] = [ports.newProbeId(), ports.newProbeId()];

    expect(one).toMatch(/^[A-Za-z0-9_-]{16,64}$/);
    expect(one).not.toBe(other);
  });
});
