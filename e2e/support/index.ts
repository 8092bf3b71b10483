export { expectAccessible } from './accessibility.ts';
export { openBrowser, type OpenBrowser, type OpenPage } from './browser.ts';
export { startProduct, type Product, type ProductOptions } from './product.ts';
export { freePort } from './free-port.ts';
export { picture } from './picture.ts';
export { fillSignIn } from './sign-in-form.ts';
export { createTeam, linkLine, PASSWORD, shownQrs, signInOverApi } from './line.ts';
export { setSystemTheme } from './system-theme.ts';
export { expectWithinScreen } from './within-screen.ts';
