export const voiceNoteCode = () => import('./voice-note');
