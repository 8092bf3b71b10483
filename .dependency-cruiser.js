import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every folder below `folder` that has an `index.ts`: a room, whose front door that is. */
function roomsIn(folder) {
  const inside = readdirSync(join(import.meta.dirname, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${folder}/${entry.name}`);
  return inside.flatMap((room) => [
    ...(existsSync(join(import.meta.dirname, room, 'index.ts')) ? [room] : []),
    ...roomsIn(room),
  ]);
}

/** Specs, tests and what only they use. */
const TESTS = '\\.(spec|test)\\.ts$|/testing/|^(backend|lab)/test/|^e2e/|^bench/';
const OURS = '^(backend|frontend|lab|e2e|bench|scripts)/';

const SCREENS = 'frontend/src/app';
const screens = roomsIn(SCREENS);

/** What browsers run and the reliability suite runs too: none of it needs Angular. */
const REAL_CORE = [
  'realtime/feed/index',
  'chat/conversation/message-(window|events)',
  'chat/conversation-list/(conversation-window|window-events|list-view)',
  'whatsapp-sessions/held-sessions',
].join('|');

/** Other rooms come in through `index.ts` only; tests come in where they need to, the reliability suite by a rule of its own. */
const frontDoors = ['backend/src', SCREENS, 'lab'].flatMap(roomsIn).map((room) => ({
  name: `front-door-of-${room.replaceAll('/', '-')}`,
  comment: `${room} is entered through its index.ts.`,
  severity: 'error',
  from: { pathNot: `^${room}/|^${SCREENS}/[^.]+-routes\\.ts$|^reliability/|${TESTS}` },
  to: { path: `^${room}/`, pathNot: `^${room}/index\\.ts$` },
}));

/** Routes may load the routes of a screen lazily, past its front door: that keeps the screen out of the first bundle. */
const lazyDoors = screens.map((room) => ({
  name: `lazy-door-of-${room.replaceAll('/', '-')}`,
  comment: `${room} is entered through its index.ts, or by other routes through its *-routes.ts.`,
  severity: 'error',
  from: { path: `^${SCREENS}/[^.]+-routes\\.ts$`, pathNot: `^${room}/` },
  to: { path: `^${room}/`, pathNot: `^${room}/(index|[^/]+-routes)\\.ts$` },
}));

/** Workers and pages share its files one by one: an `index.ts` would bring the pages' parts into the workers. */
const SHARED_WITH_WORKERS = `^${SCREENS}/table-files/`;

/** A screen that is only ever loaded lazily has no `index.ts`; nothing but routes may enter it. */
const closedScreens = {
  name: 'screens-without-a-front-door',
  comment: 'A screen without an index.ts is entered only by the routes of the app, through its *-routes.ts.',
  severity: 'error',
  from: { path: `^${SCREENS}/([^/]+)`, pathNot: `^${SCREENS}/[^.]+-routes\\.ts$|${TESTS}` },
  to: {
    path: `^${SCREENS}/[^/]+/`,
    pathNot: [`^${SCREENS}/$1/`, SHARED_WITH_WORKERS, ...screens.map((room) => `^${room}/`)],
  },
};

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A file is never among its own imports, not even for a type.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'found',
      comment: 'Every import leads somewhere, and every package is in package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['unknown', 'npm-no-pkg', 'npm-unknown', 'undetermined'] },
    },
    {
      name: 'contract-stands-alone',
      comment: 'Both halves import contract/, so it imports neither.',
      severity: 'error',
      from: { path: '^contract/' },
      to: { path: OURS },
    },
    {
      name: 'backend-stands-alone',
      comment: 'The server knows neither the pages nor the simulated outside world; its tests may use the latter.',
      severity: 'error',
      from: { path: '^backend/src/' },
      to: { path: '^(frontend|lab|e2e|bench|scripts)/|^backend/test/' },
    },
    {
      name: 'backend-tests-without-pages',
      comment: 'A test of the server needs no page; one that does belongs in e2e/.',
      severity: 'error',
      from: { path: '^backend/test/' },
      to: { path: '^(frontend|e2e|bench)/' },
    },
    {
      name: 'frontend-stands-alone',
      comment: 'The pages know the server only through contract/.',
      severity: 'error',
      from: { path: '^frontend/' },
      to: { path: '^(backend|lab|e2e|bench|scripts)/' },
    },
    {
      name: 'outside-world-stands-alone',
      comment:
        'The simulated WhatsApp knows nothing of the product, like the real one. Only the demo puts them together.',
      severity: 'error',
      from: { path: '^lab/', pathNot: '^lab/(demo|test)/' },
      to: { path: '^(backend|frontend|contract|e2e|bench)/' },
    },
    {
      name: 'reliability-runs-the-real-core',
      comment:
        'Of the pages, the reliability suite knows the realtime core through its door, and what makes screens of pages and events.',
      severity: 'error',
      from: { path: '^reliability/' },
      to: { path: '^(frontend|e2e|bench|scripts)/', pathNot: `^${SCREENS}/(${REAL_CORE})\\.ts$` },
    },
    {
      name: 'nothing-needs-the-reliability-suite',
      comment: 'The reliability suite looks at everything from outside.',
      severity: 'error',
      from: { pathNot: '^reliability/' },
      to: { path: '^reliability/' },
    },
    {
      name: 'no-tests-in-the-product',
      comment: 'What only tests use stays out of the product.',
      severity: 'error',
      from: { path: '^(backend/src|contract|frontend/src)/', pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: 'no-development-packages-in-the-product',
      comment: 'What the product imports is installed in production too: list it under dependencies.',
      severity: 'error',
      from: { path: '^(backend/src|contract|frontend/src)/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    ...frontDoors,
    ...lazyDoors,
    closedScreens,
    {
      name: 'tests-use-front-doors',
      comment: 'A test of the server comes in through an index.ts too (application.ts and operations/ are open to it).',
      severity: 'error',
      from: { path: '^(backend/test|lab/test|e2e|bench|reliability)/' },
      to: {
        path: '^backend/src/[^/]+/',
        pathNot: '/index\\.ts$|^backend/src/operations/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|data|[.]angular)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
    skipAnalysisNotInRules: true,
  },
};
