// A host behind Node's own HTTP server: how a request becomes what `repass/server` reads.
import { createServer } from 'node:http';

/** Longer bodies no call needs: the machine is told that it was not read. */
const maxBody = 16 * 1024;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Serves the host on a port of its own. */
export async function listen(host) {
  const server = createServer(async (incoming, outgoing) => {
    const { status, headers, body } = host.answer({
      method: incoming.method,
      target: incoming.url,
      headers: pairs(incoming.rawHeaders),
      body: await read(incoming),
      source: incoming.socket.remoteAddress,
    });
    outgoing.writeHead(status, headers.flat()).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function pairs(raw) {
  return Array.from({ length: raw.length / 2 }, (_, at) => raw.slice(2 * at, 2 * at + 2));
}

/** The body; null where it is too long or no UTF-8. */
async function read(incoming) {
  const chunks = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += chunk.length;
    if (length <= maxBody) chunks.push(chunk);
  }
  try {
    return length <= maxBody ? utf8.decode(Buffer.concat(chunks)) : null;
  } catch {
    return null;
  }
}
