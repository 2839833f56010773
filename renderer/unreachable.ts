/** Ends a switch over a union: a member nobody handled breaks the build here. */
export function unreachable(value: never): never {
  throw new Error(`unhandled: ${JSON.stringify(value)}`);
}
