import type { Speech } from '../../machines/accessView.ts';
import { MOST_VOLUME } from '../../machines/accessView.ts';

/** A voice that reads aloud. The machine it runs on has some languages, or none. */
export interface Voice {
  /** Whether there is a voice of that language. */
  speaks(language: string): boolean;
  /** Called when voices come or go. @returns stops listening. */
  subscribe(listener: () => void): () => void;
  /** `first`: at once, in the place of what is being said; else after it. */
  say(words: string, how: { language: string; first: boolean } & Pick<Speech, 'volume' | 'speed'>): void;
  stop(): void;
}

export const noVoice: Voice = { speaks: () => false, subscribe: () => () => {}, say: () => {}, stop: () => {} };

const rates = { slow: 0.75, usual: 1, fast: 1.4 } as const satisfies Record<Speech['speed'], number>;

/** The browser's own speech synthesis: under Linux that is speech-dispatcher with whatever voices are installed. */
export function createWebVoice(synthesis: SpeechSynthesis | undefined = globalThis.speechSynthesis): Voice {
  if (!synthesis) return noVoice;
  const voiceOf = (language: string) =>
    synthesis.getVoices().find(({ lang }) => primary(lang) === primary(language)) ?? null;
  return {
    speaks: (language) => voiceOf(language) !== null,
    subscribe(listener) {
      synthesis.addEventListener('voiceschanged', listener);
      return () => synthesis.removeEventListener('voiceschanged', listener);
    },
    say(words, { language, first, volume, speed }) {
      if (first) synthesis.cancel();
      const utterance = new SpeechSynthesisUtterance(words);
      utterance.voice = voiceOf(language);
      utterance.lang = utterance.voice?.lang ?? language;
      utterance.volume = volume / MOST_VOLUME;
      utterance.rate = rates[speed];
      synthesis.speak(utterance);
    },
    stop: () => synthesis.cancel(),
  };
}

const primary = (tag: string): string | undefined => tag.toLowerCase().split(/[-_]/)[0];
