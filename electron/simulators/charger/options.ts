import type { connect } from 'mqtt';

/** What a simulated EVerest needs to know: the module ids of the operator's configuration, and how fast the world runs. */
export type ChargerSimulatorOptions = {
  readonly brokerUrl: string;
  /** `mqtt_external_prefix` of EVerest. */
  readonly prefix?: string;
  readonly modules: {
    readonly authTokenProvider: string;
    readonly authTokenValidator?: string | undefined;
    readonly authConsumer: string;
    readonly errorHistory?: string | undefined;
  };
  readonly evses: readonly EvseOptions[];
  readonly seed: number;
  /** How many times faster than life energy flows and cars fill; 1 is life. */
  readonly speed: number;
  /** Meter registers, open transactions and the meter book survive in it. */
  readonly stateFile?: string;
  readonly heartbeatMs?: number;
  readonly meterMs?: number;
  /** Silence of the client's communication check after which a CommunicationFault is raised. */
  readonly communicationCheckTimeoutMs?: number;
  /** How long an authorization waits for the plug. */
  readonly connectionTimeoutMs?: number;
  /** How long EVerest waits for a token validator. */
  readonly validateTimeoutMs?: number;
  /** How the broker is reached; over its URL unless a test brings its own wire. */
  readonly connect?: typeof connect;
};

export type EvseOptions = {
  readonly evse: number;
  readonly evseId: string;
  readonly label: string;
  readonly maxPowerW: number;
  readonly everest: {
    readonly evseManager: string;
    /** Whose errors this EVSE's are, in the order EvseManager, board support, power supply. */
    readonly originModules: readonly string[];
  };
};
