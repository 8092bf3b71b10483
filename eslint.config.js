import eslint from '@eslint/js';
import angular from 'angular-eslint';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const tests = ['**/*.spec.ts', '**/*.test.ts', '**/test/**/*.ts', 'e2e/**/*.ts', 'frontend/**/testing/**/*.ts'];
const subject = 'callee.name=/^(Behavior|Replay|Async)?Subject$/';

export default defineConfig(
  globalIgnores(['dist', 'coverage', 'data', '.angular']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,

  {
    name: 'typescript',
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 400 }],
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^\\.{1,2}/(.*/)?contract/', message: 'Import it as #contract/….' }] },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: `PropertyDefinition[key.type="Identifier"]:not([accessibility=/private|protected/]) > NewExpression.value[${subject}]`,
          message: 'A Subject is private: show its asObservable().',
        },
        {
          selector: `ExportNamedDeclaration > VariableDeclaration > VariableDeclarator[init.${subject}]`,
          message: 'A Subject is private: export its asObservable().',
        },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    name: 'product code',
    files: ['backend/src/**/*.ts', 'contract/**/*.ts', 'frontend/{src,service-worker}/**/*.ts'],
    rules: { 'no-console': 'error' },
  },

  {
    name: 'angular',
    files: ['frontend/src/**/*.ts'],
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    languageOptions: {
      parserOptions: {
        projectService: false,
        project: 'frontend/tsconfig.spec.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@angular-eslint/component-selector': [
        'error',
        [
          { type: 'element', prefix: 'app', style: 'kebab-case' },
          { type: 'attribute', prefix: 'app', style: 'camelCase' },
        ],
      ],
      '@angular-eslint/directive-selector': ['error', { type: 'attribute', prefix: 'app', style: 'camelCase' }],
      // OnPush is the default of Angular 22: nobody leaves it, and nobody repeats it.
      '@angular-eslint/prefer-on-push-component-change-detection': ['error', { allowExplicitOnPush: false }],
      '@angular-eslint/use-lifecycle-interface': 'error',
      // A component may consist of its decorator and its template.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // It takes the `rxMethod<void>` of NgRx for a mistake.
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
  {
    name: 'where the browser console is written',
    files: ['frontend/src/main.ts', 'frontend/src/app/errors/enhanced-error-handler-service.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    name: 'angular templates',
    files: ['frontend/**/*.html'],
    ignores: ['frontend/src/index.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
  },

  {
    name: 'tests',
    files: tests,
    rules: {
      // A fake hands its Subject to the test that drives it; a test may be as long as what it tells.
      'no-restricted-syntax': 'off',
      'max-lines': 'off',
      // node:test waits for these by itself.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'suite', 'test'] },
          ],
        },
      ],
    },
  },
  {
    name: 'specs',
    files: ['frontend/**/*.spec.ts'],
    // expect(spy.method) reads the method, it does not call it.
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    name: 'configuration in JavaScript',
    files: ['*.js'],
    languageOptions: { globals: { process: 'readonly', URL: 'readonly' } },
  },
  {
    name: 'what a measurement runs in the page',
    files: ['bench/support/*.js'],
    languageOptions: {
      sourceType: 'script',
      globals: {
        document: 'readonly',
        HTMLElement: 'readonly',
        location: 'readonly',
        MessageChannel: 'readonly',
        MutationObserver: 'readonly',
        performance: 'readonly',
        PerformanceObserver: 'readonly',
        requestAnimationFrame: 'readonly',
        URLSearchParams: 'readonly',
        WebSocket: 'readonly',
      },
    },
  },
  {
    name: 'scripts of the page',
    files: ['frontend/**/*.js'],
    languageOptions: {
      sourceType: 'script',
      globals: { document: 'readonly', localStorage: 'readonly', matchMedia: 'readonly', window: 'readonly' },
    },
  },
);
