// Starts Azurite in this process and ends it when standard input closes: the storage must not outlive whoever started it,
// also when that process is killed and can say nothing any more.
"use strict";

// Whoever read the output may be gone too; that must not end the process before it has saved.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});
process.stdin.on("error", () => process.kill(process.pid, "SIGINT"));
process.stdin.on("end", () => process.kill(process.pid, "SIGINT"));
process.stdin.resume();
require("azurite/dist/src/azurite.js");
