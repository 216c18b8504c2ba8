import { classes } from './classes'

/** A grey shape where content will be: give it the size of what it stands for. */
export function Skeleton({ className }: { className: string }) {
  return <div aria-hidden className={classes('skeleton', className)} />
}

/** Shapes for a list of rows, announced as loading. */
export function SkeletonRows({ rows = 4 }: { rows?: number }) {
  return (
    <div
      role="status"
      className="divide-y divide-line overflow-hidden rounded-card border border-line bg-card"
    >
      <span className="sr-only">Chargement</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex items-center gap-3 px-4 py-4">
          <Skeleton className="rounded-full! size-8" />
          <div className="flex-1 space-y-2">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="h-3 w-1/4" />
          </div>
        </div>
      ))}
    </div>
  )
}
