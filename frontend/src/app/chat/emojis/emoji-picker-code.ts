export const emojiPickerCode = () => import('./emoji-picker');
