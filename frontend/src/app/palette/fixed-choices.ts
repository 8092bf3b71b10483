import { computed, inject, type Signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';
import { combineLatest } from 'rxjs';
import { Appearance, type Theme } from '../appearance';
import { EnhancedErrorHandlerService } from '../errors';
import { Language, type LanguageCode } from '../i18n';
import { LateParts, sectionsOf, settingsSectionsOf } from '../screens';
import { shortcutsCode } from '../shortcuts';
import { SignInStore } from '../sign-in';
import type { Choice, ChoiceGroup } from './choice';

const themes: readonly { theme: Theme; name: string }[] = [
  { theme: 'light', name: 'me.themeLight' },
  { theme: 'dark', name: 'me.themeDark' },
  { theme: 'system', name: 'me.themeSystem' },
];
const languages: readonly { language: LanguageCode; name: string }[] = [
  { language: 'es', name: 'Español' },
  { language: 'en', name: 'English' },
];

/**
 * The screens this person may open, and what they can do from anywhere; none until the texts are there. To be called where
 * `inject` may be.
 */
export function fixedChoices(): Signal<readonly ChoiceGroup[]> {
  const [appearance, language, parts] = [inject(Appearance), inject(Language), inject(LateParts)];
  const [errors, router, signIn] = [inject(EnhancedErrorHandlerService), inject(Router), inject(SignInStore)];
  const transloco = inject(TranslocoService);
  const texts = toSignal(
    combineLatest([undefined, 'palette', 'settings'].map((scope) => transloco.selectTranslation(scope))),
  );
  const say = (key: string, params?: Record<string, string>): string => transloco.translate(key, params);

  const screen = (path: string, text: string, alias = ''): Choice => ({
    id: path,
    text,
    alias,
    hint: '',
    take: () => router.navigateByUrl(path),
  });
  const action = (name: string, take: Choice['take'], text = say(`palette.${name}.text`)): Choice => ({
    id: name,
    text,
    alias: say(`palette.${name.split('-')[0] ?? ''}.words`),
    hint: '',
    take,
  });

  const screens = (): Choice[] => {
    const role = signIn.user()?.role;
    return [
      ...sectionsOf(role).map(({ path, name }) => screen(path, say(name))),
      ...settingsSectionsOf(role).map(({ path }) => {
        const title = say(`settings.${path}.title`);
        return screen(`/settings/${path}`, `${say('pages.settings')} › ${title}`, title);
      }),
      screen('/status', say('me.status'), say('pages.status')),
    ];
  };

  const actions = (): Choice[] => [
    ...(signIn.user()?.clientCode
      ? [
          action('begin', async (container) => {
            const code = await parts.need(() => import('../chat/new-conversation'));
            code?.showNewConversation(container);
          }),
          action('campaign', () => router.navigateByUrl('/bulk-messages?new=1')),
        ]
      : []),
    ...themes
      .filter(({ theme }) => theme !== appearance.theme())
      .map(({ theme, name }) =>
        action(
          `theme-${theme}`,
          () => {
            appearance.choose(theme);
          },
          say('palette.theme.text', { name: say(name) }),
        ),
      ),
    ...languages
      .filter((each) => each.language !== language.code())
      .map((each) =>
        action(
          `language-${each.language}`,
          () => {
            language.choose(each.language);
          },
          say('palette.language.text', { name: each.name }),
        ),
      ),
    action('shortcuts', async (container) => {
      const code = await parts.need(shortcutsCode);
      code?.showShortcuts(container);
    }),
    action('signOut', () =>
      signIn.signOut().subscribe({
        error: (error: unknown) => {
          errors.tellFailure(error);
        },
      }),
    ),
  ];

  return computed(() =>
    texts()
      ? [
          { name: 'screens', choices: screens() },
          { name: 'actions', choices: actions() },
        ]
      : [],
  );
}
