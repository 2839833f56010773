import type { LinkDevice, LinkState, LinkView } from '../../machines/staffView.ts';

/** What a bridge tells of its link, for staff. It changes nothing the station decides. */
export type LinkHealth = {
  become(state: LinkState): void;
  /** It answered, so long after it was asked. */
  answered(latencyMs: number): void;
  /** In the words of the log: no secret, no card. */
  failed(why: string): void;
  version(version: string): void;
};

export const noHealth: LinkHealth = {
  become: () => undefined,
  answered: () => undefined,
  failed: () => undefined,
  version: () => undefined,
};

/** How every link of the station does, by its device. */
export function createLinkHealths(now: () => number) {
  const links: LinkView[] = [];
  return {
    /** A link whose state nobody has told yet. `evse`: the one it serves alone. */
    of(device: LinkDevice, address: string, evse: number | null = null): LinkHealth {
      const at = links.length;
      const change = (to: Partial<LinkView>): void => {
        const before = links[at];
        if (before) links[at] = { ...before, ...to };
      };
      const none = { latencyMs: null, lastError: null, version: null };
      links.push({ device, evse, address, state: 'unknown', sinceMs: now(), ...none });
      return {
        become: (state) => links[at]?.state !== state && change({ state, sinceMs: now() }),
        answered: (latencyMs) => change({ latencyMs: Math.max(0, Math.round(latencyMs)) }),
        failed: (text) => change({ lastError: { atMs: now(), text } }),
        version: (version) => change({ version }),
      };
    },
    all: (): readonly LinkView[] => links,
  };
}
export type LinkHealths = ReturnType<typeof createLinkHealths>;
