export { expectAccessible } from './accessibility.ts';
export { openBrowser, type OpenBrowser, type OpenPage } from './browser.ts';
export { startProduct, type Product, type ProductOptions } from './product.ts';
export { createTeam, PASSWORD, shownQrs, signInOverApi } from './line.ts';
