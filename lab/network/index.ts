export { type Behaviour, FaultyProxy } from './faulty-proxy.ts';
