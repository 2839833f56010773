import { createContext, useContext } from 'react';
import { noVoice, type Voice } from './voice.ts';

export const VoiceContext = createContext<Voice>(noVoice);

/** The voice of the machine the page runs on; a test brings its own. */
export const useVoice = (): Voice => useContext(VoiceContext);
