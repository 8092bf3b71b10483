import { aFailure, aHandshake, anArrival, FakePorts, PAGE } from '../testing/fake-ports';
import { inSpanish, type Read } from '../testing/in-spanish';
import { type CheckName, ConnectionDoctor, type Finding, type Progress } from '.';

describe('ConnectionDoctor', () => {
  let ports: FakePorts;

  beforeEach(() => {
    ports = new FakePorts();
  });

  async function progress(signal = new AbortController().signal): Promise<Progress[]> {
    const all: Progress[] = [];
    for await (const one of new ConnectionDoctor(ports).examine(signal)) all.push(one);
    return all;
  }

  async function findings(): Promise<Finding[]> {
    return (await progress()).filter((one): one is Finding => one.verdict !== 'running');
  }

  async function all(check: CheckName): Promise<Read[]> {
    return (await findings()).filter((finding) => finding.check === check).map(inSpanish);
  }

  async function read(check: CheckName): Promise<Read> {
    const [finding] = await all(check);
    if (!finding) throw new Error(`There was no check "${check}".`);
    return finding;
  }

  it('finds nothing to complain about where all is well', async () => {
    const found = await findings();

    expect(found.map(({ check }) => check)).toEqual([
      'address',
      'path',
      'origin',
      'websocket',
      'polling',
      'signIn',
      'clock',
      'roundTrip',
      'events',
      'reconnections',
      'connection',
    ]);
    expect(found.map((finding) => inSpanish(finding).verdict)).toEqual(found.map(() => 'Bien'));
  });

  it('says of each check that it is under way before it says what it found', async () => {
    const said = (await progress()).map(({ check, verdict }) => `${check} ${verdict}`);

    expect(said.slice(0, 4)).toEqual(['address running', 'address good', 'path running', 'path good']);
  });

  it('stops when nobody is interested any more', async () => {
    const interest = new AbortController();
    interest.abort();

    expect(await progress(interest.signal)).toEqual([]);
    expect(ports.tried).toEqual([]);
  });

  it("has the app's own connection try again at once when it is not live", async () => {
    await progress();
    expect(ports.retries).toBe(0);

    ports.connection = { ...ports.connection, kind: 'polling' };
    await progress();

    expect(ports.retries).toBe(1);
  });

  describe('address', () => {
    it('tells a missing network from a missing answer', async () => {
      ports.probeFailure = aFailure();
      expect((await read('address')).means).toBe('No hay respuesta de https://crm.example.com.');

      ports.hasNetwork = false;
      expect((await read('address')).means).toBe('Este equipo no tiene red.');
    });

    it('says that the answer was too late', async () => {
      ports.probeFailure = aFailure({ type: 'timeout' });

      expect((await read('address')).means).toContain('no contestó a tiempo');
    });

    it('names a proxy in front of a dead server', async () => {
      ports.probeFailure = aFailure({ type: 'unavailable', status: 502 });
      const { verdict, means, todo } = await read('address');

      expect(verdict).toBe('Problema');
      expect(means).toContain('El proxy contesta 502');
      expect(todo).toContain('PORT');
    });

    it('names somebody else who answers', async () => {
      ports.probeFailure = aFailure({ type: 'bad-request', status: 200 });

      expect(await read('address')).toEqual(
        jasmine.objectContaining({
          means: 'En https://crm.example.com contesta algo que no es CRM Condorito (200).',
          lines: 'proxy_pass http://127.0.0.1:3000;',
        }),
      );
    });

    it("repeats the server's own words when a proxy has changed the path", async () => {
      ports.probeFailure = aFailure({ type: 'not-found', status: 404, detail: 'There is no GET /api/crm/api/probe.' });

      expect((await read('address')).means).toContain('«There is no GET /api/crm/api/probe.»');
    });

    it('is no complaint when only the origin is refused', async () => {
      ports.probeFailure = aFailure({ type: 'forbidden-origin', status: 403, detail: 'https://x is not mine.' });

      expect((await read('address')).verdict).toBe('Bien');
      expect((await read('origin')).means).toContain('«https://x is not mine.»');
    });

    it('spares the trials that cannot succeed without a server', async () => {
      ports.probeFailure = aFailure();
      ports.meFailure = aFailure();

      expect((await read('websocket')).means).toBe('No se probó: el servidor no responde.');
      expect(ports.tried).toEqual([]);
    });
  });

  describe('path', () => {
    it('finds a configured address that ends in /api, and says what to write instead', async () => {
      ports.settings = { ...ports.settings, endpoints: ['https://crm.example.com/api'] };
      const { verdict, means, lines } = await read('path');

      expect(verdict).toBe('Problema');
      expect(means).toContain('https://crm.example.com/api acaba en /api');
      expect(lines).toBe('REALTIME_ENDPOINTS=https://crm.example.com');
    });

    it('finds any other path, an address that is none, and one without HTTPS', async () => {
      const said = async (endpoint: string) => {
        ports.settings = { ...ports.settings, endpoints: ['', endpoint] };
        return (await read('path')).means;
      };

      expect(await said('https://bot.example.com/v1/')).toContain('lleva una ruta');
      expect(await said('bot.example.com')).toContain('no es una dirección');
      expect(await said('http://bot.example.com')).toContain('el navegador lo bloquea');
      expect(await said('https://bot.example.com/')).toContain('acaban donde deben');
    });

    it('shows nothing secret of an address', async () => {
      ports.settings = { ...ports.settings, endpoints: ['https://ana:secret@crm.example.com/api?token=secret'] };

      expect(JSON.stringify(await findings())).not.toContain('secret');
    });

    it('names with both paths a proxy that puts something in front, takes it away or changes it', async () => {
      const said = async (path: string) => {
        ports.arrival = anArrival({ path });
        return (await read('path')).means;
      };

      expect(await said('/crm/api/probe')).toBe(
        'Se envió /api/probe y llegó /crm/api/probe: un proxy pone algo delante.',
      );
      expect(await said('/probe')).toBe('Se envió /api/probe y llegó /probe: un proxy quita el principio.');
      expect(await said('/v2/health')).toContain('un proxy cambia la ruta');
    });
  });

  describe('origin', () => {
    /** The page is at `page`; the server takes itself for `own` and sees the request come to `arrival`. */
    async function readAt(page: string, own: string, arrival: Parameters<typeof anArrival>[0]): Promise<Read> {
      ports.origin = page;
      ports.answer = { ownOrigin: own, originAllowed: false };
      ports.arrival = anArrival(arrival);
      return read('origin');
    }

    it('says when the page is only listed', async () => {
      ports.answer = { ownOrigin: 'https://api.example.com', originAllowed: true };

      expect((await read('origin')).means).toBe('https://crm.example.com está en la lista CORS_ORIGINS del servidor.');
    });

    it('finds a proxy that tells of HTTPS but is not believed', async () => {
      const { verdict, means, lines } = await readAt(PAGE, 'http://crm.example.com', { protocol: 'http' });

      expect(verdict).toBe('Problema');
      expect(means).toContain('no le cree');
      expect(lines).toBe('PUBLIC_URL=https://crm.example.com\nTRUST_PROXY=1');
    });

    it('finds a proxy that does not tell of HTTPS', async () => {
      const { means, lines } = await readAt(PAGE, 'http://crm.example.com', { protocol: 'http', forwarded: {} });

      expect(means).toContain('no le dice que hay HTTPS');
      expect(lines).toContain('proxy_set_header X-Forwarded-Proto $scheme;');
    });

    it('finds a page that was opened without HTTPS', async () => {
      const { todo } = await readAt('http://crm.example.com', PAGE, { protocol: 'http', forwarded: {} });

      expect(todo).toContain('Abre https://crm.example.com.');
    });

    it('finds a proxy that loses the name or the port', async () => {
      const name = await readAt(PAGE, 'https://127.0.0.1:3000', { host: '127.0.0.1:3000' });
      expect(name.means).toContain('no le pasa el nombre que abriste');
      expect(name.lines).toContain('PUBLIC_URL=https://crm.example.com');
      expect(name.lines).toContain('proxy_set_header Host $http_host;');

      const port = await readAt('https://crm.example.com:8443', PAGE, { host: 'crm.example.com' });
      expect(port.means).toContain('pierde el puerto');
    });

    it('finds a PUBLIC_URL that is another address', async () => {
      const { means, lines } = await readAt(PAGE, 'https://old.example.com', {});

      expect(means).toContain('cree que su dirección es https://old.example.com');
      expect(lines).toBe('PUBLIC_URL=https://crm.example.com\nCORS_ORIGINS=https://crm.example.com');
    });
  });

  describe('transports', () => {
    it('asks the server what arrived only when a trial did not open', async () => {
      ports.trials.set('/polling', { outcome: 'silent' });
      await progress();

      expect(ports.tried).toEqual(['/websocket', '/polling']);
      expect(ports.askedFor.length).toBe(1);
    });

    it('find a proxy that removes the Upgrade header, with the lines it needs', async () => {
      ports.trials.set('/websocket', { outcome: 'failed', status: 0, words: '' });
      ports.seen = { answer: { arrivals: [aHandshake({ outcome: 'no_upgrade' })] } };
      const { verdict, means, lines } = await read('websocket');

      expect(verdict).toBe('Problema');
      expect(means).toBe('Llegó al servidor sin la cabecera Upgrade: un proxy la quita.');
      expect(lines).toContain('proxy_set_header Upgrade $http_upgrade;');
      expect((await read('polling')).verdict).toBe('Bien');
    });

    it('find /socket.io/ blocked on the way, with what answers there', async () => {
      ports.trials.set('/websocket', { outcome: 'silent' });
      ports.trials.set('/polling', { outcome: 'failed', status: 404, words: '' });

      expect((await read('websocket')).means).toContain(
        'conexiones WebSocket a /socket.io/ están bloqueadas en el camino',
      );
      expect((await read('polling')).means).toContain('algo en el camino contesta 404 en /socket.io/');
      expect((await read('polling')).lines).toContain('location /socket.io/');
    });

    it('find a proxy that holds answers back or closes one side', async () => {
      ports.trials.set('/websocket', { outcome: 'silent' });
      ports.seen = { answer: { arrivals: [aHandshake()] } };
      const { means, lines } = await read('websocket');

      expect(means).toContain('Se abrió en el servidor, pero su respuesta no llegó aquí');
      expect(lines).toContain('proxy_buffering off;');
    });

    it("repeat our server's words about a path that a proxy has changed", async () => {
      ports.trials.set('/polling', { outcome: 'failed', status: 404, words: 'Socket.IO is at /socket.io/.' });

      expect((await read('polling')).means).toContain('«Socket.IO is at /socket.io/.»');
    });

    it('have words of their own for each refusal', async () => {
      const said = async (code: 'unauthorized' | 'forbidden_client' | 'forbidden_origin' | 'wrong_address' | null) => {
        ports.trials.set('/websocket', { outcome: 'refused', code, words: 'unavailable' });
        return (await read('websocket')).means;
      };

      expect(await said('unauthorized')).toContain('no reconoce tu sesión');
      expect(await said('forbidden_client')).toContain('otro cliente');
      expect(await said('forbidden_origin')).toContain('rechaza el origen');
      expect(await said('wrong_address')).toContain('lleva una ruta');
      expect(await said(null)).toContain('no acepta la conexión. unavailable');
    });

    it('use what the server saw of a refusal whose words did not arrive', async () => {
      ports.trials.set('/websocket', { outcome: 'silent' });
      ports.seen = { answer: { arrivals: [aHandshake({ outcome: 'refused', refusal: 'forbidden_origin' })] } };

      expect((await read('websocket')).means).toContain('rechaza el origen');
    });

    it('pass for whoever is signed out when the server answers that it knows nobody', async () => {
      ports.user = null;
      ports.trials.set('/websocket', { outcome: 'refused', code: 'unauthorized', words: 'unauthorized' });
      const { verdict, means } = await read('websocket');

      expect(verdict).toBe('Bien');
      expect(means).toContain('nadie ha entrado');
    });

    it('are not tried where a setting excludes them', async () => {
      ports.settings = { ...ports.settings, transports: ['polling'] };
      const { verdict, means } = await read('websocket');

      expect(verdict).toBe('Nota');
      expect(means).toBe('Desactivado por un ajuste del servidor (REALTIME_TRANSPORTS=polling).');
      expect(ports.tried).toEqual(['/polling']);
    });

    it('say so when the server cannot be asked', async () => {
      ports.trials.set('/websocket', { outcome: 'silent' });
      ports.seen = aFailure();

      expect((await read('websocket')).means).toContain('no se pudo preguntar al servidor');
    });

    it('are tried at every endpoint', async () => {
      ports.settings = { ...ports.settings, endpoints: ['', 'https://bot.example.com'] };
      ports.trials.set('https://bot.example.com/websocket', { outcome: 'silent' });
      const websocket = (await findings()).filter(({ check }) => check === 'websocket');

      expect(websocket.map(({ endpoint, verdict }) => [endpoint, verdict])).toEqual([
        ['', 'good'],
        ['https://bot.example.com', 'bad'],
      ]);
    });

    it('are tried at another endpoint even when this server is out of reach', async () => {
      ports.settings = { ...ports.settings, endpoints: ['', 'https://bot.example.com'] };
      ports.probeFailure = aFailure();
      await progress();

      expect(ports.tried).toEqual(['https://bot.example.com/websocket', 'https://bot.example.com/polling']);
    });
  });

  describe('sign-in', () => {
    it('is not missed by whoever is signed out', async () => {
      ports.user = null;
      const { verdict, means } = await read('signIn');

      expect(verdict).toBe('Nota');
      expect(means).toContain('Nadie ha entrado en este navegador.');
    });

    it('says whom the server knows by role, never by name', async () => {
      const { means } = await read('signIn');

      expect(means).toBe('El servidor la reconoce (agente).');
      expect(JSON.stringify(await findings())).not.toContain('Ana');
    });

    it('is no further complaint when the server does not answer at all', async () => {
      ports.meFailure = aFailure();

      expect((await read('signIn')).verdict).toBe('Nota');
    });

    it('says that it has ended', async () => {
      ports.meFailure = aFailure({ type: 'unauthorized', status: 401 });

      expect(await read('signIn')).toEqual(jasmine.objectContaining({ verdict: 'Problema', todo: 'Vuelve a entrar.' }));
    });
  });

  describe('clock', () => {
    it('is measured from the middle of the request', async () => {
      ports.durations = [20_000];

      expect((await read('clock')).means).toBe('Coincide con la del servidor (diferencia: 0 s).');
    });

    it('is a warning from half a minute on, and wrong from five', async () => {
      const said = async (seconds: number) => {
        ports.skew = seconds * 1_000;
        const { verdict, means } = await read('clock');
        return `${verdict}: ${means}`;
      };

      expect(await said(29)).toContain('Bien: ');
      expect(await said(-30)).toBe('Aviso: Va 0 min 30 s por delante de la del servidor.');
      expect(await said(299)).toBe('Aviso: Va 4 min 59 s por detrás de la del servidor.');
      expect(await said(300)).toBe('Problema: Va 5 min 0 s por detrás de la del servidor.');
    });
  });

  describe('round trip', () => {
    it('is the middle of three requests, so that the first one does not count twice', async () => {
      ports.durations = [900, 40, 60];

      expect(await read('roundTrip')).toEqual(
        jasmine.objectContaining({ verdict: 'Bien', means: 'Una petición tarda 60 ms, y un aviso en vivo 30 ms.' }),
      );
    });

    it('is a warning when it takes more than a second', async () => {
      ports.durations = [1_001];
      expect((await read('roundTrip')).verdict).toBe('Aviso');

      ports.durations = [10];
      ports.connection = { ...ports.connection, roundTrip: 1_500 };
      expect((await read('roundTrip')).verdict).toBe('Aviso');
    });

    it('does without a socket', async () => {
      ports.connection = { ...ports.connection, roundTrip: null };

      expect((await read('roundTrip')).means).toBe('Una petición tarda 40 ms.');
    });
  });

  describe('events', () => {
    it('tell what was missed and came after all', async () => {
      ports.connection = { ...ports.connection, recoveredEvents: 12, gaps: 1, startOvers: 1 };

      expect(await read('events')).toEqual(
        jasmine.objectContaining({
          verdict: 'Bien',
          means:
            'Desde que abriste la página: eventos recuperados, 12; huecos, 1; recargas completas, 1. No falta nada.',
        }),
      );
    });

    it('are not known while the server is out of reach', async () => {
      ports.connection = { ...ports.connection, kind: 'offline' };

      expect((await read('events')).verdict).toBe('Nota');
    });

    it('are a warning when there are many holes or many beginnings', async () => {
      ports.connection = { ...ports.connection, gaps: 5 };
      expect((await read('events')).todo).toContain('corta conexiones');

      ports.connection = { ...ports.connection, startOvers: 3 };
      expect((await read('events')).todo).toContain('copia anterior');
    });
  });

  describe('reconnections', () => {
    function reconnected(...minutesAgo: number[]): void {
      const reconnectedAt = minutesAgo.map((minutes) => ports.now() - minutes * 60_000);
      ports.connection = { ...ports.connection, reconnectedAt };
    }

    it('count within the last hour only', async () => {
      reconnected(70, 50, 3);

      expect(await read('reconnections')).toEqual(
        jasmine.objectContaining({ verdict: 'Bien', means: '2. Es normal.' }),
      );
    });

    it('are a warning when there are many', async () => {
      reconnected(55, 40, 38, 20, 12, 3);

      expect(await read('reconnections')).toEqual(
        jasmine.objectContaining({ verdict: 'Aviso', means: '6. Son muchas.' }),
      );
    });

    it('name a proxy that cuts by the clock', async () => {
      reconnected(55, 45, 35, 25, 15, 5);
      const { means, lines } = await read('reconnections');

      expect(means).toBe('6, una cada 600 s más o menos: un proxy corta por reloj.');
      expect(lines).toContain('proxy_read_timeout');
    });
  });

  describe('connection', () => {
    it('says what it goes over', async () => {
      ports.endpoints.set('', { state: 'open', failures: 0, transport: 'polling' });
      expect(await read('connection')).toEqual(
        jasmine.objectContaining({ verdict: 'Aviso', todo: 'Mira qué dice WebSocket.' }),
      );

      ports.settings = { ...ports.settings, transports: ['polling'] };
      expect((await read('connection')).verdict).toBe('Bien');
    });

    it('does not say that it is connecting while the badge says that there is no connection', async () => {
      ports.connection = { ...ports.connection, kind: 'offline', attempts: 5 };
      ports.endpoints.set('', { state: 'connecting', failures: 0, transport: null });

      expect(await read('connection')).toEqual(
        jasmine.objectContaining({
          verdict: 'Problema',
          means: 'Caída (intentos fallidos: 5), y el servidor no contesta.',
          todo: 'Mira qué dice «El servidor responde». La app lo sigue intentando sola.',
        }),
      );
    });

    it('names the endpoint that is down while another is open', async () => {
      ports.settings = { ...ports.settings, endpoints: ['', 'https://bot.example.com'] };
      ports.endpoints.set('https://bot.example.com', { state: 'waiting', failures: 4, transport: null });
      const connections = (await findings()).filter(({ check }) => check === 'connection');

      expect(connections.map(({ endpoint, verdict }) => [endpoint, verdict])).toEqual([
        ['', 'good'],
        ['https://bot.example.com', 'bad'],
      ]);
      expect((await all('connection')).at(-1)?.means).toBe(
        'Caída (intentos fallidos: 4). Los mensajes llegan por otra conexión, que está abierta.',
      );
    });

    it('says how messages arrive meanwhile', async () => {
      ports.endpoints.set('', { state: 'waiting', failures: 4, transport: null });
      ports.connection = { ...ports.connection, kind: 'polling' };
      expect((await read('connection')).means).toContain('la app pregunta cada pocos segundos');

      ports.connection = { ...ports.connection, kind: 'offline' };
      expect((await read('connection')).means).toContain('el servidor no contesta');
    });

    it('has the words of a refusal', async () => {
      ports.endpoints.set('', { state: 'forbidden_origin', failures: 1, transport: null });

      expect((await read('connection')).means).toContain('rechaza el origen');
    });

    it('is only being made in the beginning', async () => {
      ports.endpoints.clear();

      expect((await read('connection')).verdict).toBe('Nota');
    });

    it('is not expected of whoever is signed out, nor of an operator', async () => {
      ports.user = { id: 'u9', name: 'Op', email: 'op@demo.test', role: 'operator', clientCode: null };
      expect((await read('connection')).means).toContain('operador');

      ports.user = null;
      expect((await read('connection')).means).toContain('Nadie ha entrado');
      expect(await all('events')).toEqual([]);
    });
  });
});
