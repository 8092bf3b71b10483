export const templateDialogCode = () => import('../templates/template-dialog');
export const choicesDialogCode = () => import('../choices/choices-dialog');
