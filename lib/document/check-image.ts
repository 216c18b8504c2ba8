import 'server-only'
import sharp from 'sharp'
import { PIXELS_MAX, type FileProblem } from './rules/format'

/** The longer side of a stored page: A4 at some 300 points an inch. */
const PAGE_SIDE = 3000

/** Sizes of a stored photo of a child, in pixels. */
export const PHOTO_SIZES = { large: 512, small: 96 } as const

/** A square of a picture, in parts of its width and height as it is seen (turned by its EXIF): 0 to 1. */
export type Crop = { x: number; y: number; width: number; height: number }

const open = (bytes: Uint8Array) =>
  sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: 'error', sequentialRead: true }).timeout({
    seconds: 20,
  })

/** An image decoded and written again as JPEG, upright, without metadata; or why it can't be. */
export async function checkImage(bytes: Uint8Array): Promise<Uint8Array | FileProblem> {
  return decoded(bytes, () =>
    open(bytes)
      .rotate()
      .resize(PAGE_SIDE, PAGE_SIDE, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 82 })
      .toBuffer(),
  )
}

/** A photo in its two sizes, square, upright, without metadata; cut at `crop`, at its middle without. */
export async function checkPhoto(
  bytes: Uint8Array,
  crop: Crop | null,
): Promise<{ large: Uint8Array; small: Uint8Array } | FileProblem> {
  return decoded(bytes, async () => {
    const upright = await open(bytes)
      .rotate()
      .flatten({ background: '#ffffff' })
      .toBuffer({ resolveWithObject: true })
    const { width, height } = upright.info
    const square = crop ? squareOf(crop, width, height) : null
    const sized = (side: number) => {
      const image = sharp(upright.data)
      if (square) image.extract(square)
      return image.resize(side, side, { fit: 'cover' }).jpeg({ quality: 82 }).toBuffer()
    }
    return { large: await sized(PHOTO_SIZES.large), small: await sized(PHOTO_SIZES.small) }
  })
}

function squareOf(crop: Crop, width: number, height: number) {
  const side = Math.max(
    1,
    Math.min(Math.round(crop.width * width), Math.round(crop.height * height), width, height),
  )
  const within = (from: number, length: number) => Math.min(Math.max(0, Math.round(from)), length - side)
  return {
    left: within(crop.x * width, width),
    top: within(crop.y * height, height),
    width: side,
    height: side,
  }
}

async function decoded<Result>(
  bytes: Uint8Array,
  write: () => Promise<Result>,
): Promise<Result | 'IMAGE_PIXELS' | 'IMAGE_BROKEN'> {
  try {
    const { width = 0, height = 0 } = await open(bytes).metadata()
    if (width * height > PIXELS_MAX) return 'IMAGE_PIXELS'
    return await write()
  } catch (error) {
    return error instanceof Error && /pixel limit/i.test(error.message) ? 'IMAGE_PIXELS' : 'IMAGE_BROKEN'
  }
}
