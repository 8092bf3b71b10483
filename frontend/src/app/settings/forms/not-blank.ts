import { requiredError, type SchemaPath, validate } from '@angular/forms/signals';

/** Spaces alone are nothing: the server takes them off. */
export function notBlank(path: SchemaPath<string>): void {
  validate(path, ({ value }) => (value().trim() === '' ? requiredError() : undefined));
}
