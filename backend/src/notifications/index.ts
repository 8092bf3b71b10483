export { PushNotifier } from './push-notifier.ts';
export { pushRoutes } from './push-routes.ts';
