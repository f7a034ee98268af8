// A named tus client, tus-js-client: `node tus-upload.mjs whole|interrupt|resume FILE MEDIA_TYPE ADDRESS`.
// ADDRESS is that of the collection, or of the upload for `resume`. The token is in ATELIER_INTEROP_TOKEN.
// Prints the upload's address. `interrupt` leaves for good in the middle of a chunk.
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [manner, file, mediaType, address] = process.argv.slice(2);
const peers = process.env.ATELIER_INTEROP_NODE_MODULES;
const token = process.env.ATELIER_INTEROP_TOKEN;
if (!address || !peers || !token) {
  console.error("usage: node tus-upload.mjs whole|interrupt|resume FILE MEDIA_TYPE ADDRESS");
  process.exit(2);
}

const { resolve } = createRequire(join(peers, "from-here.cjs"));
const tus = await import(pathToFileURL(resolve("tus-js-client")).href);

const bytes = readFileSync(file);
const upload = new tus.Upload(bytes, {
  ...(manner === "resume" ? { uploadUrl: address } : { endpoint: address }),
  chunkSize: 400_000,
  retryDelays: null,
  headers: { Authorization: `Bearer ${token}` },
  metadata: {
    sha256: createHash("sha256").update(bytes).digest("hex"),
    media_type: mediaType,
  },
  onProgress(sent) {
    if (manner === "interrupt" && sent > 900_000) {
      writeSync(1, `${upload.url}\n`);
      process.exit(0);
    }
  },
  onError(error) {
    console.error(String(error));
    process.exit(1);
  },
  onSuccess() {
    console.log(upload.url);
  },
});
upload.start();
