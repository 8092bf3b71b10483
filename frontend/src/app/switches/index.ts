export { Switch } from './switch';
export { SwitchField } from './switch-field';
