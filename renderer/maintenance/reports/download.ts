/** Electron's window takes no downloads; there files go to a stick. */
export const canDownload = location.protocol.startsWith('http');

/** Hands a file to the browser, which puts it where it puts downloads. */
export function download(name: string, type: string, parts: BlobPart[]): void {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
