import type { EnableSource } from './commandSchemas.ts';

/** EvseManager's table of who enables or disables: one row a source, the lowest priority wins, Disable wins ties. */
export function createEnableTable() {
  const rows = new Map<string, EnableSource>();
  return {
    get enabled(): boolean {
      const set = [...rows.values()].filter((row) => row.enable_state !== 'Unassigned');
      const winning = Math.min(...set.map((row) => row.enable_priority));
      return !set.some((row) => row.enable_priority === winning && row.enable_state === 'Disable');
    },
    set(source: EnableSource): void {
      rows.set(source.enable_source, source);
    },
    clear: () => rows.clear(),
  };
}
