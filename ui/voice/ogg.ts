// A recording as an Ogg Opus file (RFC 7845): what WebKit reads with the parts that it always comes with.

import OpusScript from 'opusscript'

/** Samples a second, both of what is encoded and of Opus' own wideband speech. */
export const RATE = 24_000
/** 60 ms, the longest that Opus takes: the fewest bytes for speech. */
const FRAME = (RATE * 60) / 1_000
/** Bits a second: more is not heard in this voice. */
const BITRATE = 16_000
/** What Opus counts in, whatever the rate. */
const CLOCK = 48_000
/** What the encoder adds before the first sample, on that clock. */
const LOOKAHEAD = 312
const SERIAL = 1
/** The request of libopus for how hard it tries, from 0 to 10. */
const COMPLEXITY = 4010

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 24
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1
  return sum >>> 0
})

function crc(bytes: Uint8Array): number {
  let sum = 0
  for (const byte of bytes) sum = ((sum << 8) ^ (CRC[((sum >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0
  return sum
}

/** A page that holds one packet. `kind`: 2 for the first page, 4 for the last. */
function page(packet: Uint8Array, granule: number, number: number, kind: number): Buffer {
  const lacing = [...Array<number>(Math.floor(packet.length / 255)).fill(255), packet.length % 255]
  const head = Buffer.alloc(27)
  head.write('OggS', 0, 'latin1')
  head.writeUInt8(kind, 5)
  head.writeBigInt64LE(BigInt(granule), 6)
  head.writeUInt32LE(SERIAL, 14)
  head.writeUInt32LE(number, 18)
  head.writeUInt8(lacing.length, 26)
  const whole = Buffer.concat([head, Buffer.from(lacing), packet])
  whole.writeUInt32LE(crc(whole), 22)
  return whole
}

function identification(): Buffer {
  const head = Buffer.alloc(19)
  head.write('OpusHead', 0, 'latin1')
  head.writeUInt8(1, 8)
  head.writeUInt8(1, 9)
  head.writeUInt16LE(LOOKAHEAD, 10)
  head.writeUInt32LE(RATE, 12)
  return head
}

function comments(): Buffer {
  const vendor = Buffer.from('Atelier Badges')
  const numbers = Buffer.alloc(8)
  numbers.writeUInt32LE(vendor.length, 0)
  return Buffer.concat([Buffer.from('OpusTags'), numbers.subarray(0, 4), vendor, numbers.subarray(4)])
}

/** The same samples always give the same bytes. */
export function ogg(samples: Int16Array): Buffer {
  const encoder = new OpusScript(RATE, 1, OpusScript.Application.VOIP)
  encoder.setBitrate(BITRATE)
  encoder.encoderCTL(COMPLEXITY, 5)
  const clock = CLOCK / RATE
  const frames = Math.ceil((samples.length + LOOKAHEAD / clock) / FRAME)
  const padded = new Int16Array(frames * FRAME)
  padded.set(samples)
  const bytes = Buffer.from(padded.buffer)
  const pages = [page(identification(), 0, 0, 2), page(comments(), 0, 1, 0)]
  for (let frame = 0; frame < frames; frame += 1) {
    const last = frame === frames - 1
    const packet = encoder.encode(bytes.subarray(frame * FRAME * 2, (frame + 1) * FRAME * 2), FRAME)
    // The last page says where the sound ends; before it, each says how far its packet goes.
    const end = last ? samples.length * clock + LOOKAHEAD : (frame + 1) * FRAME * clock
    pages.push(page(Uint8Array.from(packet), end, frame + 2, last ? 4 : 0))
  }
  encoder.delete()
  return Buffer.concat(pages)
}

/** What an Ogg Opus file made here says. */
export function heard(file: Buffer): Int16Array {
  const decoder = new OpusScript(RATE, 1, OpusScript.Application.VOIP)
  const parts: Buffer[] = []
  let end = 0
  for (let at = 0, number = 0; at < file.length; number += 1) {
    const lacing = file.subarray(at + 27, at + 27 + file.readUInt8(at + 26))
    const size = lacing.reduce((sum, one) => sum + one, 0)
    const begin = at + 27 + lacing.length
    if (number > 1) {
      parts.push(Buffer.from(decoder.decode(file.subarray(begin, begin + size))))
      end = Number(file.readBigInt64LE(at + 6))
    }
    at = begin + size
  }
  decoder.delete()
  const bytes = Buffer.concat(parts)
  const skipped = LOOKAHEAD / (CLOCK / RATE)
  return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2).slice(skipped, end / (CLOCK / RATE))
}
