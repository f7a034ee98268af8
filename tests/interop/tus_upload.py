"""A named tus client, tuspy: `python tus_upload.py whole|interrupt|resume FILE MEDIA_TYPE ADDRESS`.

ADDRESS is that of the collection, or of the upload for `resume`. The token is in ATELIER_INTEROP_TOKEN. Every chunk
carries its checksum. Prints the upload's address, and with `resume` the offset that the guichet told at first.
"""

import hashlib
import os
import sys

from tusclient.client import TusClient

manner, path, media_type, address = sys.argv[1:]
headers = {"Authorization": "Bearer " + os.environ["ATELIER_INTEROP_TOKEN"]}
with open(path, "rb") as file:
    digest = hashlib.sha256(file.read()).hexdigest()

client = TusClient(address, headers=headers)
uploader = client.uploader(
    path,
    chunk_size=400_000,
    metadata={"sha256": digest, "media_type": media_type},
    upload_checksum=True,
    **({"url": address} if manner == "resume" else {}),
)
if manner == "resume":
    print(uploader.offset)
uploader.upload(**({"stop_at": 700_000} if manner == "interrupt" else {}))
print(uploader.url)
