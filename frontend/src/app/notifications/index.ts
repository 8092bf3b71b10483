export { DeviceSwitch } from './device-switch';
export { NoticeOffer } from './notice-offer';
export { NoticeSound } from './notice-sound';
