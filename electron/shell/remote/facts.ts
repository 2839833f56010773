import type { App, PowerMonitor, Screen } from 'electron';
import type { DisplayView, FiguresView, PowerView, ProcessView } from '../../ipc/machine.ts';

/** What Electron tells of the machine it runs on, in the words of the page. */

export function displaysOf(screen: Screen): readonly DisplayView[] {
  const primary = screen.getPrimaryDisplay().id;
  return screen.getAllDisplays().map((display) => ({
    id: display.id,
    label: display.label,
    isPrimary: display.id === primary,
    widthPx: Math.round(display.size.width * display.scaleFactor),
    heightPx: Math.round(display.size.height * display.scaleFactor),
    rotation: display.rotation,
    scale: display.scaleFactor,
    hertz: display.displayFrequency,
    touch: display.touchSupport,
  }));
}

export const powerOf = (monitor: PowerMonitor, isKeptAwake: () => boolean): PowerView => ({
  onBattery: monitor.isOnBatteryPower(),
  keptAwake: isKeptAwake(),
  untouchedMs: monitor.getSystemIdleTime() * 1_000,
});

const kinds: Readonly<Record<string, ProcessView['kind']>> = { Browser: 'station', Tab: 'page', GPU: 'graphics' };

export async function figuresOf(app: App): Promise<FiguresView> {
  const processes = app.getAppMetrics().map(({ type, pid, cpu, memory }) => ({
    kind: kinds[type] ?? ('helper' as const),
    pid,
    cpuPercent: cpu.percentCPUUsage,
    memoryBytes: memory.workingSetSize * 1_024,
  }));
  return {
    isAccelerated: app.getGPUFeatureStatus().gpu_compositing === 'enabled',
    adapter: adapterOf(await app.getGPUInfo('basic').catch(() => null)),
    processes,
  };
}

/** Electron leaves its shape open; a machine without a graphics chip has devices of number 0. */
function adapterOf(info: unknown): string | null {
  const devices = (info as { gpuDevice?: { active?: boolean; vendorId?: number; deviceId?: number }[] } | null)
    ?.gpuDevice;
  const device = devices?.find(({ active }) => active) ?? devices?.[0];
  if (!device?.vendorId) return null;
  const hex = (number = 0) => number.toString(16).padStart(4, '0');
  return `${hex(device.vendorId)}:${hex(device.deviceId)}`;
}
