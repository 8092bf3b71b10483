export { DragEscape, wasCalledOff } from './drag-escape';
