export { originOf, shownAddress } from './addresses';
export { ConnectionDoctor } from './connection-doctor';
export type { Check, CheckName, Evidence, Finding, Progress, Verdict } from './finding';
export type { DoctorPorts, Failure, Reply, SocketTrial, TransportName, TrialRequest } from './ports';
