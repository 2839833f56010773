export type Mutex = <T>(task: () => Promise<T>) => Promise<T>;

/** Runs tasks one after the other, in the order of calling; one that fails holds up none. */
export function createMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => {});
    return result;
  };
}
