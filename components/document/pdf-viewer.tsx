'use client'

import { ChevronLeft, ChevronRight, Download, ZoomIn, ZoomOut } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { Alert } from '../ui/alert'
import { Button } from '../ui/button'
import { buttonLook } from '../ui/button-look'
import { openPdf, type OpenPdf } from './open-pdf'

/** How wide a page is drawn, as parts of the width there is. */
const ZOOMS = [1, 1.5, 2, 3, 4] as const

type PdfViewerProps = {
  /** Where the file is downloaded. */
  address: string
  /** Says which file it is, when there are several. */
  label: string
}

/**
 * A PDF in the page, one of its pages at a time, opened when it comes near the screen. What can't be shown says so.
 * Without JavaScript there is nothing: the link that downloads the file has to stand beside.
 */
export function PdfViewer({ address, label }: PdfViewerProps) {
  const frame = useRef<HTMLElement>(null)
  const sheet = useRef<HTMLDivElement>(null)
  const width = useSeenWidth(frame)
  const [pdf, setPdf] = useState<OpenPdf | null>(null)
  const [failed, setFailed] = useState(false)
  const [page, setPage] = useState(1)
  const [zoom, setZoom] = useState(0)
  const [text, setText] = useState<string | null>(null)

  const opens = width > 0 && !failed
  useEffect(() => {
    if (!opens) return
    const unwanted = new AbortController()
    openPdf(address, unwanted.signal).then(
      (opened) => unwanted.signal.aborted || setPdf(opened),
      () => unwanted.signal.aborted || setFailed(true),
    )
    return () => unwanted.abort()
  }, [address, opens])

  useEffect(() => {
    if (!pdf || failed) return
    const unwanted = new AbortController()
    const size = { width: width * ZOOMS[zoom]!, density: window.devicePixelRatio }
    Promise.all([pdf.draw(page, size, unwanted.signal), pdf.text(page)]).then(
      ([canvas, words]) => {
        if (unwanted.signal.aborted) return
        canvas.role = 'img'
        canvas.ariaLabel = `Page ${page} sur ${pdf.pageCount}`
        canvas.className = 'block h-auto'
        canvas.style.width = `${ZOOMS[zoom]! * 100}%`
        sheet.current?.replaceChildren(canvas)
        setText(words)
      },
      () => unwanted.signal.aborted || setFailed(true),
    )
    return () => unwanted.abort()
  }, [pdf, failed, page, zoom, width])

  const turnTo = (number: number) => {
    setPage(number)
    sheet.current?.parentElement?.scrollTo(0, 0)
  }

  if (failed)
    return (
      <Alert
        tone="warning"
        live
        title="Ce PDF ne peut pas être affiché ici."
        action={
          <a href={address} target="_blank" rel="noopener" className={buttonLook({ variant: 'secondary' })}>
            <Download /> Télécharger
          </a>
        }
      >
        <p>Il est peut-être abîmé, protégé ou trop lourd. Téléchargez-le pour le lire.</p>
      </Alert>
    )
  return (
    <section
      ref={frame}
      aria-label={label}
      aria-busy={text === null}
      className="noscript:hidden flex min-w-0 flex-col gap-2"
    >
      <div className="flex flex-wrap items-center justify-between gap-2 text-note">
        {pdf && pdf.pageCount > 1 && <PageChoice page={page} pageCount={pdf.pageCount} onChoose={turnTo} />}
        <div className="flex items-center gap-1">
          <Tool label="Réduire" off={zoom === 0} onPress={() => setZoom(zoom - 1)}>
            <ZoomOut />
          </Tool>
          <span role="status" className="min-w-12 text-center tabular-nums">
            <span className="sr-only">Zoom : </span>
            {ZOOMS[zoom]! * 100} %
          </span>
          <Tool label="Agrandir" off={zoom === ZOOMS.length - 1} onPress={() => setZoom(zoom + 1)}>
            <ZoomIn />
          </Tool>
        </div>
      </div>
      <div
        role="region"
        aria-label={`${label}, à faire défiler`}
        tabIndex={0}
        className="max-h-[85dvh] overflow-auto rounded-control border border-line bg-sand"
      >
        {text === null && (
          <p className="grid aspect-[210/297] place-content-center p-4 text-note text-muted">
            Ouverture du PDF…
          </p>
        )}
        <div ref={sheet} />
      </div>
      {text && (
        <details className="text-note">
          <summary className="min-h-target content-center font-semibold text-brand-text">
            Texte de la page, à lire ou à copier
          </summary>
          <p className="max-h-80 overflow-auto whitespace-pre-wrap" tabIndex={0}>
            {text}
          </p>
        </details>
      )}
      {text === '' && (
        <p className="text-note text-muted">Cette page est une image : elle n’a pas de texte à copier.</p>
      )}
    </section>
  )
}

type PageChoiceProps = { page: number; pageCount: number; onChoose: (page: number) => void }

function PageChoice({ page, pageCount, onChoose }: PageChoiceProps) {
  return (
    <div className="flex items-center gap-1">
      <Tool label="Page précédente" off={page === 1} onPress={() => onChoose(page - 1)}>
        <ChevronLeft />
      </Tool>
      <span role="status" className="min-w-20 text-center tabular-nums">
        Page {page} sur {pageCount}
      </span>
      <Tool label="Page suivante" off={page === pageCount} onPress={() => onChoose(page + 1)}>
        <ChevronRight />
      </Tool>
    </div>
  )
}

type ToolProps = { label: string; off: boolean; onPress: () => void; children: ReactNode }

/** A button of the viewer. Off, it keeps the focus. */
function Tool({ label, off, onPress, children }: ToolProps) {
  return (
    <Button
      variant="secondary"
      size="icon"
      aria-label={label}
      aria-disabled={off || undefined}
      onClick={() => off || onPress()}
    >
      {children}
    </Button>
  )
}

/** The width of an element in CSS pixels as it changes; 0 until it comes near the screen. */
function useSeenWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    // Hidden for a moment it has no width: the file is not opened, and journalled, a second time.
    const sizes = new ResizeObserver(() => setWidth((known) => element.clientWidth || known))
    const near = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return
        near.disconnect()
        sizes.observe(element)
      },
      { rootMargin: '50%' },
    )
    near.observe(element)
    return () => {
      near.disconnect()
      sizes.disconnect()
    }
  }, [ref])
  return width
}
