// A named tus peer, @tus/server with @tus/file-store: `node tus-server.mjs DIRECTORY [relative]`.
// Prints its port on the first line. Stops when its standard input closes.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [directory, location] = process.argv.slice(2);
const peers = process.env.ATELIER_INTEROP_NODE_MODULES;
if (!directory || !peers) {
  console.error("usage: ATELIER_INTEROP_NODE_MODULES=DIR node tus-server.mjs DIRECTORY [relative]");
  process.exit(2);
}

const { resolve } = createRequire(join(peers, "from-here.cjs"));
const load = (name) => import(pathToFileURL(resolve(name)).href);
const { Server } = await load("@tus/server");
const { FileStore } = await load("@tus/file-store");

const server = new Server({
  path: "/v1/files",
  datastore: new FileStore({ directory }),
  relativeLocation: location === "relative",
});
const listening = server.listen({ host: "127.0.0.1", port: 0 }, () => {
  console.log(listening.address().port);
});
process.stdin.on("end", () => process.exit(0)).resume();
