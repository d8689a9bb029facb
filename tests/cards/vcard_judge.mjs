// Reads one vCard from standard input with ical.js and prints what it understood as jCard (JSON).
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

process.stdout.write(JSON.stringify(ICAL.parse(readFileSync(0, "utf8"))));
