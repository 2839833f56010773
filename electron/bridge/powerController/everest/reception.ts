import type { z } from 'zod';
import type { EvseTracker } from './evseTracker.ts';
import * as messages from './messages.ts';
import type { ApiInstance } from './topics.ts';

type Handlers = {
  readonly heartbeat: (instance: ApiInstance, count: number) => void;
  readonly tokenStatus: (status: messages.TokenValidationStatus) => void;
  readonly validateToken: (request: messages.ValidateTokenRequest) => void;
  readonly errorRaised: (error: messages.ErrorObject) => void;
  readonly errorCleared: (error: messages.ErrorObject) => void;
  readonly trackerOf: (instance: ApiInstance) => EvseTracker | null;
};

/** Parses one message and hands it to whom it concerns. False: it could not be read, or names an unknown event. */
export function receive(handlers: Handlers, instance: ApiInstance, name: string, json: unknown): boolean {
  if (name === 'heartbeat') return read(messages.Heartbeat, json, (count) => handlers.heartbeat(instance, count));
  const tracker = handlers.trackerOf(instance);
  if (tracker) return receiveEvse(tracker, name, json);
  switch (`${instance.api} ${name}`) {
    case 'auth_consumer token_validation_status':
      return read(messages.TokenValidationStatus, json, handlers.tokenStatus);
    case 'auth_token_validator validate_token':
      return read(messages.ValidateTokenRequest, json, handlers.validateToken);
    case 'error_history_consumer error_raised':
      return read(messages.ErrorObject, json, handlers.errorRaised);
    case 'error_history_consumer error_cleared':
      return read(messages.ErrorObject, json, handlers.errorCleared);
    default:
      return true;
  }
}

function receiveEvse(tracker: EvseTracker, name: string, json: unknown): boolean {
  switch (name) {
    case 'session_event':
      return read(messages.SessionEvent, json, tracker.sessionEvent);
    case 'session_info':
      return read(messages.SessionInfo, json, tracker.sessionInfo);
    case 'powermeter':
      return read(messages.Powermeter, json, tracker.powermeter);
    case 'powermeter_public_key_ocmf':
      return read(messages.PublicKey, json, tracker.publicKey);
    case 'ev_info':
      return read(messages.EvInfo, json, tracker.evInfo);
    case 'dlink_ready':
      return read(messages.DlinkReady, json, tracker.dlinkReady);
    case 'isolation_measurement':
      return read(messages.IsolationMeasurement, json, tracker.isolationMeasured);
    case 'dc_voltage_current':
      return read(messages.DcVoltageCurrent, json, ({ voltage_V }) => tracker.voltageMeasured(voltage_V));
    default:
      return true;
  }
}

/** `use` may say that it could make nothing of the value. */
function read<T>(schema: z.ZodType<T>, json: unknown, use: (value: T) => unknown): boolean {
  const parsed = schema.safeParse(json);
  return parsed.success && use(parsed.data) !== false;
}
