import { fileURLToPath } from 'node:url';
import karmaChromeLauncher from 'karma-chrome-launcher';
import karmaCoverage from 'karma-coverage';
import karmaJasmine from 'karma-jasmine';

const windowErrorsFile = fileURLToPath(new URL('frontend/karma-window-errors.js', import.meta.url));

/** Angular's builder replaces `files` of this configuration; a framework may still add to them. */
function addWindowErrorsFile(files) {
  files.unshift({ pattern: windowErrorsFile, included: true, served: true, watched: false, nocache: false });
}
addWindowErrorsFile.$inject = ['config.files'];
const windowErrors = { 'framework:window-errors': ['factory', addWindowErrorsFile] };

/** The browser is `CHROME_BIN`; whoever starts the tests sets it. */
export default function configure(config) {
  config.set({
    frameworks: ['jasmine', 'window-errors'],
    plugins: [karmaJasmine, karmaChromeLauncher, karmaCoverage, windowErrors],
    browsers: ['HeadlessChromium'],
    customLaunchers: {
      HeadlessChromium: {
        base: 'ChromeHeadless',
        flags: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
          '--no-first-run',
        ],
      },
    },
    client: { jasmine: { random: true } },
    reporters: ['dots'],
    coverageReporter: {
      dir: fileURLToPath(new URL('coverage/frontend', import.meta.url)),
      reporters: [{ type: 'html' }, { type: 'text-summary' }],
    },
    restartOnFileChange: true,
  });
}
