import { fileURLToPath } from 'node:url';
import karmaChromeLauncher from 'karma-chrome-launcher';
import karmaCoverage from 'karma-coverage';
import karmaJasmine from 'karma-jasmine';

/** The browser is `CHROME_BIN`; whoever starts the tests sets it. */
export default function configure(config) {
  config.set({
    frameworks: ['jasmine'],
    plugins: [karmaJasmine, karmaChromeLauncher, karmaCoverage],
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
