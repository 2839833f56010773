import { EventEmitter } from 'node:events';

/** What Electron tells of the machine: one panel, mains power, three processes. Tests may put other answers in. */
export const machineParts = () => {
  const panel = {
    id: 1,
    label: 'DSI-1',
    size: { width: 1280, height: 800 },
    scaleFactor: 1,
    rotation: 0,
    displayFrequency: 60,
    touchSupport: 'available',
  };
  return {
    screen: { getAllDisplays: () => [panel], getPrimaryDisplay: () => panel },
    powerMonitor: Object.assign(new EventEmitter(), { isOnBatteryPower: () => false, getSystemIdleTime: () => 3 }),
    dialog: { showSaveDialog: async () => ({ canceled: true, filePath: '' }) },
  };
};

export const ownFigures = {
  getAppMetrics: () =>
    ['Browser', 'Tab', 'GPU'].map((type, index) => ({
      type,
      pid: process.pid + index,
      cpu: { percentCPUUsage: 1.5, idleWakeupsPerSecond: 0 },
      memory: { workingSetSize: 100_000, peakWorkingSetSize: 120_000 },
    })),
  getGPUFeatureStatus: () => ({ gpu_compositing: 'disabled_software' }),
  getGPUInfo: async () => ({ gpuDevice: [{ active: true, vendorId: 0x8086, deviceId: 0x46a6 }] }),
};
