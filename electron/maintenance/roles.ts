import { z } from 'zod';

/** Who may do what at a station: mend it, read its books, or all of that and decide who else may. */
export const Role = z.enum(['technician', 'bookkeeper', 'administrator']);
export type Role = z.infer<typeof Role>;

export const everyone: readonly Role[] = Role.options;
export const menders: readonly Role[] = ['technician', 'administrator'];
export const keepersOfBooks: readonly Role[] = ['bookkeeper', 'administrator'];
export const administrators: readonly Role[] = ['administrator'];

/** A member of staff as the others may know them. `number` is typed instead of the name: four digits, said nowhere else. */
export type Person = { readonly number: string; readonly name: string; readonly role: Role };
