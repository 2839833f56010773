/** The maintenance page is first written in these: nothing of it may be missing here. */
const first = ['en', 'es', 'de'];

/**
 * Files of the maintenance page, or keys and beginnings of keys, whose words the other languages may still lack: there
 * they are read in English. Whatever is not named here fails the tests and the build where it is missing.
 */
const awaited = ['actions.', 'audit.', 'faultHelp.', 'machine.', 'overview.', 'settings.', 'shell.', 'tests.'];

export const isAwaited = (language: string, key: string): boolean =>
  !first.includes(language) && awaited.some((beginning) => key.startsWith(beginning));
