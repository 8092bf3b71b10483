export { rawRequest, type RawAnswer } from './raw-request.ts';
export { startTestApplication, type TestApplication, type TestUser } from './test-application.ts';
export { TestApi, type Answer } from './test-api.ts';
export { openTestSocket, type TestSocket } from './test-socket.ts';
export { within } from './within.ts';
export { DrivenTime } from './driven-time.ts';
export { insideHosts } from './inside-hosts.ts';
export { watchConnections } from './watched-connections.ts';
