/** What we use of fflate 0.8.3; the library's own types say the rest. */

export interface ZipOptions {
  level: 0;
  mtime: Date;
  attrs: number;
}

export function zipSync(files: Record<string, Uint8Array>, options: ZipOptions): Uint8Array;

export function deflateSync(data: Uint8Array, options?: { level: 9 }): Uint8Array;

/** What does not fit into `out` is dropped. Throws where the data is not whole. */
export function inflateSync(data: Uint8Array, options?: { out: Uint8Array }): Uint8Array;
