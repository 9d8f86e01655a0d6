// Reads GIFT from standard input with gift-pegjs, found in the folder that is named, and prints what it understood as JSON.
const { readFileSync } = require("node:fs");
const { parse } = require(process.argv[2]);
process.stdout.write(JSON.stringify(parse(readFileSync(0, "utf-8"))));
