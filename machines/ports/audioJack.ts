/** The headphone socket beside the screen. */
export interface AudioJack {
  /** @returns stops listening. */
  onChange(listener: (plugged: boolean) => void): () => void;
  start(): void;
  stop(): void;
}
