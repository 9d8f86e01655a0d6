/** What we use of lean-qr 2.7.4; the library's own types say the rest. */

export interface Bitmap {
  size: number;
  get(x: number, y: number): boolean;
}

/** Throws where the text is too long. */
export function generate(text: string, options?: { minCorrectionLevel?: number; maxVersion?: number }): Bitmap;
