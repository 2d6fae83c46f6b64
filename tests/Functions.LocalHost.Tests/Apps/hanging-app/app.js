// A custom handler whose function never answers the first delivery of a message: functionTimeout has to end the process.
"use strict";

const http = require("node:http");

http.createServer((request, response) => {
  let body = "";
  request.on("data", (part) => { body += part; });
  request.on("end", () => {
    response.setHeader("Content-Type", "application/json");
    if (request.url === "/Start") {
      response.end(JSON.stringify({ Outputs: { out: "work" } }));
      return;
    }

    if (request.url === "/OnMessage") {
      const count = Number(JSON.parse(body).Metadata.DeliveryCount);
      console.log(`delivery ${count} reached process ${process.pid}`);
      if (count === 1) {
        return;
      }
    }

    response.end("{}");
  });
}).listen(Number(process.env.FUNCTIONS_CUSTOMHANDLER_PORT), "127.0.0.1");
