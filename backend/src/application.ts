import type { Agent } from 'node:https';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Router } from 'express';
import { Accounts, readTimeZone, type PasswordCost, type SignInLimits } from './accounts/index.ts';
import { Alerts, forgetIncidents } from './alerts/index.ts';
import {
  contactListRoutes,
  contactRoutes,
  conversationRoutes,
  findContact,
  findConversation,
  handOverRoutes,
  messageRoutes,
  stageRoutes,
  tellFileChanged,
  type ConversationRules,
} from './conversations/index.ts';
import { ContactDeletions, deletionRoutes } from './contact-deletion/index.ts';
import { BotReplies, botRoutes, Responder, type TypingOutlets } from './bot/index.ts';
import { BulkCampaigns, bulkRoutes, runAgentRoutes } from './bulk-campaigns/index.ts';
import { ContactMerging, mergingRoutes, suggestionRoutes } from './contact-merging/index.ts';
import { openSecretBox } from './credentials/index.ts';
import { LiveFigures, statsRoute } from './dashboard/index.ts';
import { openDataDirectory } from './data-directory.ts';
import { PushNotifier, pushRoutes } from './notifications/index.ts';
import { cleanUpMedia, FileFetching, MediaFiles, mediaRoutes } from './media/index.ts';
import {
  createLogger,
  Health,
  Housekeeping,
  Metrics,
  after,
  type After,
  type Logger,
  type Settings,
} from './operations/index.ts';
import {
  eventsRoute,
  probeRoutes,
  realtimeMetrics,
  RealtimeServer,
  trimLogs,
  type RealtimeHooks,
} from './realtime/index.ts';
import { Store } from './storage/index.ts';
import { teamSettingsRoutes } from './team-settings/index.ts';
import {
  closeHttpServer,
  configRoute,
  createHttpServer,
  createWebApplication,
  listen,
  OriginRule,
  probeRoute,
  secureRequests,
} from './web/index.ts';
import {
  cloudRoutes,
  groupRoutes,
  QuietLines,
  restorationPart,
  sessionMetrics,
  sessionRoutes,
  trimNotices,
  trimSessionHistory,
  webhookRoutes,
  WhatsAppSessions,
} from './whatsapp/index.ts';

/** What a test may put in place of the real thing. */
export interface ApplicationParts {
  clock?: () => Date;
  logger?: Logger;
  signInLimits?: SignInLimits;
  passwordCost?: PasswordCost;
  /** Where the built app lies. */
  pagesDirectory?: string;
  hooks?: Partial<RealtimeHooks>;
  /** How long WhatsApp has to acknowledge a message before it is sent again, in milliseconds. */
  ackTimeout?: number;
  /** How long each QR is shown, in milliseconds. */
  qrLifetime?: number;
  /** What is waited with: for retries of sessions and files, heartbeats, answers to them, and what is told together. */
  after?: After;
  /** What is drawn by chance: 0 up to, but not including, 1. */
  random?: () => number;
  /** Whom the product trusts as a push service; undefined for the system's own trust. */
  pushAgent?: Agent;
}

export interface Application {
  readonly store: Store;
  readonly accounts: Accounts;
  readonly realtime: RealtimeServer;
  readonly whatsapp: WhatsAppSessions;
  readonly alerts: Alerts;
  /** Begins to take requests; `url` is where a person finds the app. */
  listen(): Promise<{ port: number; url: string }>;
  /** Stops taking requests, cuts the sockets, finishes the writes that were accepted and frees `DATA_DIR`. */
  close(): Promise<void>;
}

const builtPages = fileURLToPath(new URL('../../dist/frontend/browser', import.meta.url));
const HOUR = 3_600_000;

/** Puts the product together. Throws `SettingsError` where `DATA_DIR` cannot be used. */
export async function createApplication(settings: Settings, parts: ApplicationParts = {}): Promise<Application> {
  const logger = parts.logger ?? createLogger({ level: settings.logLevel, json: settings.nodeEnv === 'production' });
  const lock = openDataDirectory(settings.dataDirectory);
  const store = await Store.open(join(settings.dataDirectory, 'condorito.db'), parts.clock);
  const files = new MediaFiles(settings.dataDirectory);
  const health = new Health(
    () => store.read((database) => database.selectNoFrom((eb) => eb.lit(1).as('one')).execute()),
    logger,
  );
  const housekeeping = new Housekeeping(logger);
  const metrics = new Metrics();

  const secureCookie = settings.publicUrl?.startsWith('https:') ?? false;
  const accounts = new Accounts({
    store,
    logger,
    secureCookie,
    limits: parts.signInLimits,
    passwordCost: parts.passwordCost,
  });
  if (settings.operator) await accounts.ensureOperator(settings.operator);

  const box = await openSecretBox({ store, settings, logger });
  const whatsapp = new WhatsAppSessions({
    store,
    box,
    logger,
    files,
    url: settings.whatsappWebUrl,
    mediaUrl: settings.whatsappMediaUrl,
    graphUrl: settings.graphApiUrl,
    publicUrl: settings.publicUrl,
    restoreBatchSize: settings.restoreBatchSize,
    heartbeatDelay: settings.heartbeatDelay,
    heartbeatInterval: settings.heartbeatInterval,
    ...(parts.ackTimeout !== undefined && { ackTimeout: parts.ackTimeout }),
    ...(parts.qrLifetime !== undefined && { qrLifetime: parts.qrLifetime }),
    ...(parts.after && { after: parts.after }),
    emitQr: (clientCode, qr) => {
      realtime.emitPassing(clientCode, 'whatsapp:qr', qr);
    },
    emitTyping: (clientCode, typist, typing) => {
      realtime.emitPassing(clientCode, typing ? 'typing:start' : 'typing:stop', { ...typist, by: 'contact' });
    },
  });

  const fetching = new FileFetching({
    store,
    files,
    logger,
    after: parts.after ?? after,
    fetch: (file, signal) => whatsapp.fetchFile(file, signal),
    tell: tellFileChanged,
  });

  const figures = new LiveFigures({
    store,
    logger,
    hasSockets: (clientCode) => realtime.hasSockets(clientCode),
    emit: (clientCode, body) => {
      realtime.emitPassing(clientCode, 'stats:updated', body);
    },
  });

  const botTyping: Omit<TypingOutlets, 'after'> = {
    tell: (place, typing) => {
      const { clientCode, ...where } = place;
      realtime.emitPassing(clientCode, typing ? 'typing:start' : 'typing:stop', { ...where, by: 'bot' });
    },
    sendOn: ({ clientCode, ...place }, typing) => {
      whatsapp.signals.typing(clientCode, place, typing);
    },
  };

  const campaigns = new BulkCampaigns({
    store,
    logger,
    after: parts.after ?? after,
    random: parts.random ?? Math.random,
    files,
    line: (clientCode, sessionId) => {
      const line = whatsapp.get(clientCode, sessionId, true);
      if (!line) return undefined;
      const { quality = null, throughput = null, messagingLimit = null } = line.cloudApi ?? {};
      return { ...line, isOpen: line.state === 'open', quality, throughput, messagingLimit };
    },
    findNumber: (...asked) => whatsapp.findNumber(...asked),
    timeZoneOf: readTimeZone,
    ...botTyping,
    hasSockets: (clientCode) => realtime.hasSockets(clientCode),
    emit: (clientCode, body) => {
      realtime.emitPassing(clientCode, 'bulk:progress', body);
    },
  });

  const responder = new Responder(settings.responderInsideHosts);
  const bots = new BotReplies({
    store,
    box,
    responder,
    logger,
    after: parts.after ?? after,
    files,
    linesOf: (clientCode) => whatsapp.list(clientCode),
    ...botTyping,
  });

  const merging = new ContactMerging({
    store,
    logger,
    after: parts.after ?? after,
    askWhatsApp: (clientCode, phoneNumbers) => {
      const line = whatsapp.list(clientCode).find(({ kind, state }) => kind === 'whatsapp-web' && state === 'open');
      return line ? whatsapp.findNumber(clientCode, line.id, phoneNumbers) : Promise.resolve('not_connected');
    },
  });

  const deletions = await ContactDeletions.open({ store, box, files, logger, after: parts.after ?? after, whatsapp });

  const notifier = new PushNotifier({
    store,
    logger,
    after: parts.after ?? after,
    publicUrl: settings.publicUrl,
    agent: parts.pushAgent,
    isLooking: (clientCode, userId, place) => realtime.isLooking(clientCode, userId, place),
  });

  // Here the capabilities join: each brings routers for `/api`, and what realtime asks of it.
  const hooks: RealtimeHooks = {
    contactExists: async (clientCode, contactId) =>
      (await store.read((database) => findContact(database, clientCode, contactId))) !== undefined,
    conversationExists: async (clientCode, contactId, conversationId) => {
      const conversation = await store.read((database) => findConversation(database, clientCode, conversationId));
      return conversation?.contactId === contactId;
    },
    typing: (clientCode, place, typing) => {
      whatsapp.signals.typing(clientCode, place, typing);
    },
    viewing: (clientCode, contactId) => {
      whatsapp.signals.viewing(clientCode, contactId);
    },
    currentQrs: (clientCode) => whatsapp.currentQrs(clientCode),
    joined: (clientCode) => {
      figures.renew(clientCode);
    },
    ...parts.hooks,
  };
  const originRule = new OriginRule(settings);
  const conversationRules: ConversationRules = {
    kindOf: (clientCode, sessionId) => whatsapp.get(clientCode, sessionId)?.kind,
    firstSession: (clientCode) => {
      const lines = whatsapp.list(clientCode);
      return (lines.find(({ state }) => state === 'open') ?? lines[0])?.id;
    },
    findNumber: (clientCode, sessionId, phoneNumbers) => whatsapp.findNumber(clientCode, sessionId, phoneNumbers),
    team: (clientCode) => accounts.team.list(clientCode),
  };
  const apiRouters: Router[] = [
    configRoute(settings),
    probeRoute(originRule, () => store.now()),
    probeRoutes({
      handshakeTrial: (probeId) => realtime.handshakeTrial(probeId),
      figures: (clientCode) => realtime.figures(clientCode),
    }),
    ...accounts.routers(),
    conversationRoutes(store, conversationRules),
    handOverRoutes(store, conversationRules),
    messageRoutes(store, conversationRules),
    runAgentRoutes(store, (clientCode) => whatsapp.list(clientCode), readTimeZone),
    contactListRoutes(store, readTimeZone),
    suggestionRoutes(store),
    mergingRoutes(merging),
    deletionRoutes(store, deletions, logger),
    contactRoutes(store),
    stageRoutes(store),
    ...teamSettingsRoutes(store),
    botRoutes({ store, box, responder, linesOf: (clientCode) => whatsapp.list(clientCode) }),
    pushRoutes(store, notifier, settings.pushServices),
    sessionRoutes(store, whatsapp),
    cloudRoutes(store, whatsapp),
    groupRoutes(store, whatsapp),
    ...bulkRoutes(store, campaigns, whatsapp, (clientCode) => {
      const line = whatsapp.list(clientCode).find(({ phoneNumber }) => phoneNumber !== null);
      return line?.phoneNumber ?? '';
    }),
    statsRoute(figures, store),
    eventsRoute(
      store,
      () => realtime,
      async (clientCode, isAdmin) => {
        const { stats, at } = await figures.now(clientCode);
        return { at, stats, bulk: await campaigns.now(clientCode), ...realtime.live(clientCode, isAdmin) };
      },
    ),
  ];

  const { authenticate, whyEnded } = accounts;
  const webhooks = webhookRoutes(
    {
      find: (sessionId) => whatsapp.findCloud(sessionId),
      ofSameClient: ({ row }) => whatsapp.cloudOf(row.clientCode),
    },
    logger,
  );
  const web = createWebApplication({
    settings,
    logger,
    metrics,
    originRule,
    authenticate,
    whyEnded,
    hookRouters: [webhooks],
    rootRouters: [health.router()],
    apiRouters,
    streamRouters: [mediaRoutes(store, files, fetching)],
    pagesDirectory: parts.pagesDirectory ?? builtPages,
  });
  const server = createHttpServer(web, settings);
  const realtime = new RealtimeServer({
    server,
    settings,
    store,
    logger,
    originRule,
    authenticate,
    hasEnded: (signInId) => accounts.hasEnded(signInId),
    isSecure: secureRequests(web),
    hooks,
  });
  health.add('realtime', () => realtime.counts());
  health.add('whatsapp', () => whatsapp.counts());
  health.add('restoration', () => restorationPart(whatsapp));
  const alerts = new Alerts({
    store,
    logger,
    after: parts.after ?? after,
    lines: () => whatsapp.rows(),
    settings: settings.alerts,
  });
  metrics.add(...alerts.figures(), ...realtimeMetrics(() => realtime.totals()), ...sessionMetrics(whatsapp));
  accounts.onSignInEnded((signInId) => {
    realtime.cutSignIn(signInId);
  });
  housekeeping.every(HOUR, 'trim the event logs', async () => trimLogs(store, await accounts.clients.list()));
  housekeeping.every(HOUR, 'end expired sign-ins', () => accounts.endExpiredSignIns());
  const quietLines = new QuietLines({ store, logger, sessions: () => whatsapp.rows() });
  housekeeping.every(HOUR / 4, 'look for WhatsApp lines that have gone silent', () => quietLines.check());
  housekeeping.every(HOUR, 'forget incidents of long ago', () => store.write(forgetIncidents));
  housekeeping.every(HOUR, 'forget what WhatsApp lines went through long ago', () => store.write(trimSessionHistory));

  housekeeping.every(HOUR, 'forget what Meta told of accounts long ago', () => store.write(trimNotices));
  housekeeping.every(HOUR, 'delete files that nobody can see', () => cleanUpMedia(store, files));

  let restored: Promise<void> | undefined;
  let closing: Promise<void> | undefined;
  const close = async () => {
    health.setReady(false);
    const closed = closeHttpServer(server);
    await Promise.all([figures.close(), campaigns.close(), bots.close(), merging.close(), deletions.close()]);
    realtime.close();
    await closed;
    // Before waiting for the restore: it would wait for connections that are to be closed.
    await Promise.all([alerts.close(), fetching.close(), notifier.close(), whatsapp.close()]);
    await restored;
    await housekeeping.stop();
    await store.close();
    lock.release();
  };
  return {
    store,
    accounts,
    realtime,
    whatsapp,
    alerts,
    listen: async () => {
      await whatsapp.load();
      const port = await listen(server, settings);
      health.setReady(true);
      alerts.start();
      await fetching.start();
      await merging.start();
      await campaigns.start();
      await bots.start();
      deletions.wake();
      restored = whatsapp.restore().catch((error: unknown) => {
        logger.error({ err: error }, 'the WhatsApp sessions could not be restored');
      });
      return { port, url: settings.publicUrl ?? `http://localhost:${String(port)}` };
    },
    close: () => (closing ??= close()),
  };
}
