'use strict';

// A custom handler in plain Node.js, written from the protocol's description only: it keeps the host honest.
const http = require('node:http');

// A value that was encoded twice is decoded twice; what is no JSON text inside is the value itself.
function decode(value) {
  if (typeof value !== 'string') {
    return value;
  }
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

const functions = {
  Combined({ req }) {
    const body = JSON.parse(req.Body);
    return {
      Outputs: {
        res: { statusCode: 202, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ id: req.Params.id, n: body.n }) },
        bus: JSON.stringify({ id: req.Params.id }),
      },
      Logs: [`combined ${req.Params.id}`],
    };
  },
  OnTimer({ timer }) {
    return { Logs: [`past due: ${timer.IsPastDue}`] };
  },
  OnMessage({ msg }, metadata) {
    if (msg === 'fail') {
      throw new Error('asked to fail');
    }
    return { ReturnValue: `${msg}/${metadata.MessageId}/${metadata.DeliveryCount}` };
  },
};

function read(request) {
  return new Promise((resolve, reject) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
    request.on('error', reject);
  });
}

async function serve(request, response) {
  if (request.url.startsWith('/api/')) {
    response.end(`${request.method} ${request.url} ${await read(request)}`);
    return;
  }

  const run = functions[request.url.slice(1)];
  if (!run) {
    response.writeHead(request.url === '/' ? 200 : 404).end();
    return;
  }

  try {
    const { Data, Metadata } = JSON.parse(await read(request));
    const each = (entries) => Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, decode(value)]));
    const answer = JSON.stringify(run(each(Data), each(Metadata)));
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(answer);
  } catch (error) {
    response.writeHead(500, error.message).end();
  }
}

http.createServer(serve).listen(Number(process.env.FUNCTIONS_CUSTOMHANDLER_PORT), '127.0.0.1');
