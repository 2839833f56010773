/** The sound of a piece of news: two notes of a glass, rising for good news, falling for what begins to cost. */

const NOTES_HZ = { rising: [659.26, 880], falling: [880, 659.26] } as const;
const NOTE_S = 0.22;
const FADE_S = 0.5;

let context: AudioContext | null = null;

/** @param volume 0 (silent) to 1 */
export function chime(melody: keyof typeof NOTES_HZ, volume: number): void {
  if (volume <= 0 || typeof AudioContext === 'undefined') return;
  context ??= new AudioContext();
  // A browser keeps a page silent until it is touched; the kiosk's window never is.
  void context.resume();
  for (const [i, hertz] of NOTES_HZ[melody].entries()) play(context, hertz, context.currentTime + i * NOTE_S, volume);
}

function play(on: AudioContext, hertz: number, atS: number, volume: number): void {
  const note = on.createOscillator();
  const loudness = on.createGain();
  note.frequency.value = hertz;
  loudness.gain.setValueAtTime(0, atS);
  loudness.gain.linearRampToValueAtTime(volume, atS + 0.01);
  loudness.gain.exponentialRampToValueAtTime(0.001, atS + FADE_S);
  note.connect(loudness).connect(on.destination);
  note.start(atS);
  note.stop(atS + FADE_S);
}
