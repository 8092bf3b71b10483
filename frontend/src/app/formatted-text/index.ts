export { FormattedText } from './formatted-text';
export { textTokens, type TextToken } from './text-tokens';
