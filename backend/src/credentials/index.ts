export { openSecretBox } from './open-secret-box.ts';
export { rotateKeys, type Rotation } from './rotate-keys.ts';
