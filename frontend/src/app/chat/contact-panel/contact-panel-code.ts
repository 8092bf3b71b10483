export const contactPanelCode = () => import('./contact-panel');
