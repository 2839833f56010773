/** The parts of EVerest's public API (version 1) we speak to. */
export type ApiType =
  | 'evse_manager_consumer'
  | 'auth_token_provider'
  | 'auth_token_validator'
  | 'auth_consumer'
  | 'error_history_consumer';

/** One API module of the operator's EVerest configuration; `module` is its key there. */
export type ApiInstance = { readonly api: ApiType; readonly module: string };

export type Direction = 'e2m' | 'm2e';

/** A topic without the operator's `mqtt_external_prefix`: that is how it stands in `replyTo`. */
export const topicOf = (instance: ApiInstance, direction: Direction, name: string): string =>
  `everest_api/1/${instance.api}/${instance.module}/${direction}/${name}`;

/** Can be published to: not empty, no wildcard. EVerest's `replyTo` is checked before we answer. */
export const isPublishable = (topic: string): boolean => topic.length > 0 && !/[+#\0]/.test(topic);
