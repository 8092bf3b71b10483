import { z } from 'zod';
import { clientCode, id, isoTime, timeZone } from './values.ts';

/** `agent` chats, `admin` also manages lines and users, `operator` manages clients and sees no content. */
export const role = z.enum(['agent', 'admin', 'operator']);
export type Role = z.infer<typeof role>;

const email = z.email().max(254).toLowerCase();
const password = z.string().min(10, 'Use at least 10 characters.').max(200);
const personName = z.string().trim().min(1).max(80);

export const loginRequest = z.strictObject({
  email: z.string().trim().toLowerCase().min(1).max(254),
  password: z.string().min(1).max(200),
});
export type LoginRequest = z.infer<typeof loginRequest>;

/** The signed-in person. An operator belongs to no client, so its `clientCode` is null. */
export const signedInUser = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role,
  clientCode: clientCode.nullable(),
});
export type SignedInUser = z.infer<typeof signedInUser>;

export const loginResponse = z.object({ token: z.string(), user: signedInUser });
export type LoginResponse = z.infer<typeof loginResponse>;

export const meResponse = z.object({ user: signedInUser });
export type MeResponse = z.infer<typeof meResponse>;

/** What a person may change about themselves. */
export const updateMeRequest = z.strictObject({ name: personName });
export type UpdateMeRequest = z.infer<typeof updateMeRequest>;

export const changePasswordRequest = z.strictObject({
  currentPassword: z.string().min(1).max(200),
  newPassword: password,
});
export type ChangePasswordRequest = z.infer<typeof changePasswordRequest>;

export const createClientRequest = z.strictObject({
  clientCode,
  name: z.string().trim().min(1).max(120),
  timeZone: timeZone.default('America/Mexico_City'),
  admin: z.strictObject({ name: personName, email, password }),
});
export type CreateClientRequest = z.infer<typeof createClientRequest>;

/** What the operator sees of a client: nothing of its content. */
export const client = z.object({ clientCode, name: z.string(), timeZone: z.string(), createdAt: isoTime });
export type Client = z.infer<typeof client>;

export const createUserRequest = z.strictObject({
  name: personName,
  email,
  password,
  role: z.enum(['agent', 'admin']),
});
export type CreateUserRequest = z.infer<typeof createUserRequest>;

export const updateUserRequest = z
  .strictObject({ name: personName, password, role: z.enum(['agent', 'admin']), active: z.boolean() })
  .partial();
export type UpdateUserRequest = z.infer<typeof updateUserRequest>;

export const user = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role,
  active: z.boolean(),
  createdAt: isoTime,
});
export type User = z.infer<typeof user>;
