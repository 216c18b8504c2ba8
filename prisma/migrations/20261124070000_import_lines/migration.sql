ALTER TYPE "ImportState" ADD VALUE 'CANCELLED';
ALTER TYPE "ImportFileKind" ADD VALUE 'LINKS';
CREATE TYPE "ImportOutcome" AS ENUM ('CREATED', 'CHANGED', 'UNCHANGED', 'WRONG', 'DOUBLED', 'ABSENT');

ALTER TABLE "ImportRun" ADD COLUMN "phase" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "aliveAt" TIMESTAMPTZ(3),
  ADD COLUMN "failure" TEXT;

CREATE TABLE "ImportLine" (
  "id" BIGSERIAL NOT NULL,
  "runId" UUID NOT NULL,
  "kind" "ImportFileKind" NOT NULL,
  "line" INTEGER NOT NULL,
  "label" TEXT NOT NULL,
  "outcome" "ImportOutcome" NOT NULL,
  "codes" TEXT[],
  "problems" JSONB NOT NULL,
  "fields" TEXT[],
  "conflicts" TEXT[],
  "differences" TEXT[],
  "setAside" BOOLEAN NOT NULL DEFAULT false,
  CONSTRAINT "ImportLine_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "ImportLine_runId_kind_line_idx" ON "ImportLine"("runId", "kind", "line");
CREATE INDEX "ImportLine_runId_outcome_idx" ON "ImportLine"("runId", "outcome");
ALTER TABLE "ImportLine" ADD CONSTRAINT "ImportLine_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ImportRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;
