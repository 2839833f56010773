import { join } from 'node:path';
import { parseArgs } from 'node:util';

export type CommandLine = {
  readonly configFile: string;
  /** `--set server.port=8090`, as often as needed. */
  readonly overrides: Record<string, string>;
  /** Null: full screen, unless the hardware is simulated. */
  readonly windowed: boolean | null;
};

/** Chromium's own switches share the line and are left alone. Without `--config`: `station.json` in `folder`. */
export function readCommandLine(args: readonly string[], folder: string): CommandLine {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      config: { type: 'string' },
      set: { type: 'string', multiple: true },
      kiosk: { type: 'boolean' },
      windowed: { type: 'boolean' },
    },
  });
  const settings = (values.set ?? []).filter((one) => typeof one === 'string').map((one) => one.split(/=(.*)/s));
  return {
    configFile: typeof values.config === 'string' ? values.config : join(folder, 'station.json'),
    overrides: Object.fromEntries(settings.map(([path = '', value = '']) => [path, value])),
    windowed: values.kiosk ? false : values.windowed ? true : null,
  };
}
