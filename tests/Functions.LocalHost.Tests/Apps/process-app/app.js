// A custom handler for the tests of processes. It answers every request with what it is and what it was given, and ends as it is told to:
// by signals (SIGTERM: exit code 0, SIGHUP: 200), or at once by the setting EXIT_AT_START, or while there is the file that REFUSES_WHILE names (78).
"use strict";

const fs = require("node:fs");
const http = require("node:http");
const { spawn } = require("node:child_process");

if (process.env.EXIT_AT_START) {
  console.error("fault: this setting cannot work");
  process.exit(Number(process.env.EXIT_AT_START));
}

if (process.env.REFUSES_WHILE && fs.existsSync(process.env.REFUSES_WHILE)) {
  process.exit(78);
}

process.on("SIGTERM", () => process.exit(0));
process.on("SIGHUP", () => process.exit(200));
console.log("said on stdout");
console.error("warning said on stderr");
if (process.env.WITH_CHILD) {
  console.log(`child ${spawn("sleep", ["1000"]).pid}`);
}

http.createServer((request, response) => {
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify({ path: request.url, pid: process.pid, environment: process.env }));
}).listen(Number(process.env.FUNCTIONS_CUSTOMHANDLER_PORT), "127.0.0.1");
