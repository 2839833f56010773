import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A wire between station and device into which a test can speak. */
export type Proxy = {
  readonly port: number;
  /** Bytes to the station, as if the device had sent them. */
  toStation(bytes: Buffer): void;
  /** Bytes to the device, as if the station had sent them. */
  toDevice(bytes: Buffer): void;
  close(): Promise<void>;
};

export async function startProxy(devicePort: number): Promise<Proxy> {
  const pairs = new Set<{ readonly station: Socket; readonly device: Socket }>();
  const server = createServer((station) => {
    const device = connect(devicePort, '127.0.0.1');
    const pair = { station, device };
    pairs.add(pair);
    station.pipe(device);
    device.pipe(station);
    for (const [one, other] of [
      [station, device],
      [device, station],
    ] as const) {
      one.on('error', () => one.destroy());
      one.on('close', () => {
        other.destroy();
        pairs.delete(pair);
      });
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    toStation(bytes) {
      for (const { station } of pairs) station.write(bytes);
    },
    toDevice(bytes) {
      for (const { device } of pairs) device.write(bytes);
    },
    async close() {
      for (const { station } of pairs) station.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
