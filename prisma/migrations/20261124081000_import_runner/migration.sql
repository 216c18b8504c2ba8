ALTER TABLE "ImportRun" ADD COLUMN "startedAt" TIMESTAMPTZ(3), ADD COLUMN "runnerId" UUID;
ALTER TABLE "ImportRun" ADD CONSTRAINT "ImportRun_runnerId_fkey" FOREIGN KEY ("runnerId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- One import writes at a time.
CREATE UNIQUE INDEX "ImportRun_one_running" ON "ImportRun" (state) WHERE state = 'RUNNING';
