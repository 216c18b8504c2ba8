/** Above this a photo is made smaller before it leaves: three of a phone would pass the limit of an upload. */
const SHRUNK_FROM = 1.5 * 1024 * 1024

/** The longer side kept, in pixels: enough to read a page of print. */
const SIDE = 2600

const isHeic = ({ type, name }: File) => /hei[cf]/i.test(type) || /\.hei[cf]$/i.test(name)

/**
 * A large photo made smaller in the browser, one in HEIC written as JPEG where the browser reads it. What is no
 * such image, or can't be read here, stays as it is: the server says what is wrong with it.
 */
export async function shrinkImage(file: File): Promise<File> {
  const large = file.type.startsWith('image/') && file.size > SHRUNK_FROM
  if (!large && !isHeic(file)) return file
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85))
    if (!blob || (blob.size >= file.size && !isHeic(file))) return file
    return new File([blob], file.name.replace(/\.[^.]*$/, '') + '.jpg', { type: 'image/jpeg' })
  } catch {
    return file
  }
}
