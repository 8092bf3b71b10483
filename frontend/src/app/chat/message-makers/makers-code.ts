export const templateDialogCode = () => import('../templates/template-dialog');
export const choicesDialogCode = () => import('../choices/choices-dialog');
export const locationDialogCode = () => import('../locations/location-dialog');
export const contactCardsDialogCode = () => import('../contact-cards/contact-cards-dialog');
export const stickerDialogCode = () => import('../stickers/sticker-dialog');
