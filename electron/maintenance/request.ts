import type { z } from 'zod';
import type { Result } from '../../machines/result.ts';
import type { Person, Role } from './roles.ts';

/** Why something was not done, in a word the page has a sentence for. */
export type Trouble = { readonly code: string };

/**
 * One thing a member of staff can ask of the station. `look` reads and leaves no trace; `act` is in the audit trail
 * before it begins, and again with how it ended.
 */
export type Request<S extends z.ZodType = z.ZodType, V = unknown, E extends Trouble = Trouble> = {
  readonly kind: 'look' | 'act';
  readonly roles: readonly Role[];
  readonly input: S;
  readonly handle: (input: z.infer<S>, by: Person) => Result<V, E> | Promise<Result<V, E>>;
  /** What the audit trail says of the input. Never a secret. */
  readonly tell?: (input: z.infer<S>) => string;
};

type Parts<S extends z.ZodType, V, E extends Trouble> = Omit<Request<S, V, E>, 'kind'>;

export const look = <S extends z.ZodType, V, E extends Trouble = never>(parts: Parts<S, V, E>): Request<S, V, E> => ({
  kind: 'look',
  ...parts,
});
export const act = <S extends z.ZodType, V, E extends Trouble = never>(parts: Parts<S, V, E>): Request<S, V, E> => ({
  kind: 'act',
  ...parts,
});
