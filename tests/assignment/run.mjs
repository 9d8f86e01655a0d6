/** Puts forms together in node. Reads JSON lines, {frame, items, cover}, and writes a line with the bytes of each, in base64. */

import { createInterface } from "node:readline";
import { assembled } from "./assignment/package.js";

for await (const line of createInterface({ input: process.stdin })) {
  const { frame, items, cover } = JSON.parse(line);
  console.log(Buffer.from(assembled(frame, items, cover)).toString("base64"));
}
