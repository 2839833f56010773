const MOST_UNPACKED_BYTES = 65_536;

/** Null for what does not unpack, ends early, or unpacks to more than any receipt. */
export async function inflate(deflated: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const unpacked = new Blob([deflated]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let length = 0;
  try {
    for (const reader = unpacked.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      length += value.length;
      if (length > MOST_UNPACKED_BYTES) {
        void reader.cancel().catch(() => {});
        return null;
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    return null;
  }
}
