'use client'

import { useId, useRef, useState, type PointerEvent } from 'react'

/** The square kept: how close, and where its middle lies between the edges; the square itself in parts of the picture. */
export type CropChoice = {
  zoom: number
  across: number
  down: number
  square: [x: number, y: number, width: number, height: number] | null
}

/** The largest square, in the middle. */
export const WHOLE: CropChoice = { zoom: 1, across: 50, down: 50, square: null }

type Size = { width: number; height: number }

/** The square of a choice, in parts of a picture of this size. */
function squareOf({ zoom, across, down }: CropChoice, { width, height }: Size): CropChoice['square'] {
  const side = Math.min(width, height) / zoom
  const x = ((width - side) * across) / 100
  const y = ((height - side) * down) / 100
  return [x / width, y / height, side / width, side / height]
}

type PhotoCropProps = { url: string; crop: CropChoice; onChange: (crop: CropChoice) => void }

/** Frames a photo: by dragging it, or by three sliders that the keyboard moves too. */
export function PhotoCrop({ url, crop, onChange }: PhotoCropProps) {
  const id = useId()
  const [size, setSize] = useState<Size | null>(null)
  const from = useRef<{ x: number; y: number; across: number; down: number }>(null)

  const change = (part: Partial<CropChoice>) => {
    const next = { ...crop, ...part }
    onChange({ ...next, square: size && squareOf(next, size) })
  }
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const start = from.current
    if (!start || !size) return
    const frame = event.currentTarget.clientWidth
    const least = Math.min(size.width, size.height) / crop.zoom
    const moved = (pixels: number, length: number, at: number) => {
      const free = ((length - least) * frame) / least
      return free > 0 ? Math.min(100, Math.max(0, at - (pixels * 100) / free)) : at
    }
    change({
      across: moved(event.clientX - start.x, size.width, start.across),
      down: moved(event.clientY - start.y, size.height, start.down),
    })
  }
  const [x, y, width, height] = (size && squareOf(crop, size)) ?? [0, 0, 1, 1]
  const slider = (
    name: 'zoom' | 'across' | 'down',
    label: string,
    min: number,
    max: number,
    step: number,
  ) => (
    <div className="flex flex-col">
      <label htmlFor={`${id}-${name}`} className="text-note">
        {label}
      </label>
      <input
        id={`${id}-${name}`}
        type="range"
        min={min}
        max={max}
        step={step}
        value={crop[name]}
        className="min-h-target w-full accent-brand-text"
        onChange={({ target }) => change({ [name]: Number(target.value) })}
      />
    </div>
  )
  return (
    <fieldset className="flex flex-wrap items-start gap-5">
      <legend className="mb-2 font-semibold">Cadrer la photo</legend>
      <div
        className="relative size-56 shrink-0 cursor-move touch-none overflow-hidden rounded-card border border-control bg-sand"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          from.current = { x: event.clientX, y: event.clientY, across: crop.across, down: crop.down }
        }}
        onPointerMove={drag}
        onPointerUp={() => (from.current = null)}
        onPointerCancel={() => (from.current = null)}
      >
        <img
          src={url}
          alt="Aperçu de la photo cadrée"
          draggable={false}
          className="absolute max-w-none select-none"
          style={{
            width: `${100 / width}%`,
            height: `${100 / height}%`,
            left: `${(-100 * x) / width}%`,
            top: `${(-100 * y) / height}%`,
          }}
          onLoad={({ currentTarget }) =>
            setSize({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })
          }
        />
      </div>
      <div className="flex min-w-56 flex-1 flex-col gap-1">
        {slider('zoom', 'Rapprocher', 1, 4, 0.1)}
        {slider('across', 'De gauche à droite', 0, 100, 1)}
        {slider('down', 'De haut en bas', 0, 100, 1)}
      </div>
    </fieldset>
  )
}
