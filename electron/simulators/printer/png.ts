import { createCanvas } from '@napi-rs/canvas';
import type { Bitmap } from '../../bridge/receiptPrinter/bitmap.ts';

/** The paper as a picture: white, with a black pixel for each dot. */
export function pngOf({ widthDots, heightDots, bytes }: Bitmap): Buffer {
  const canvas = createCanvas(widthDots, Math.max(1, heightDots));
  const context = canvas.getContext('2d');
  const image = context.createImageData(widthDots, Math.max(1, heightDots));
  image.data.fill(255);
  for (let dot = 0; dot < widthDots * heightDots; dot++)
    if ((bytes[dot >> 3] ?? 0) & (0x80 >> (dot & 7))) image.data.fill(0, 4 * dot, 4 * dot + 3);
  context.putImageData(image, 0, 0);
  return canvas.toBuffer('image/png');
}
