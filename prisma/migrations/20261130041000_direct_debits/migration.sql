-- CreateEnum
CREATE TYPE "DebitBatchState" AS ENUM ('PREPARED', 'FILED', 'SENT', 'CANCELLED');

-- CreateEnum
CREATE TYPE "SepaFormat" AS ENUM ('PAIN_008_001_02', 'PAIN_008_001_08');

-- CreateEnum
CREATE TYPE "DebitState" AS ENUM ('ANNOUNCED', 'COLLECTED', 'REJECTED', 'RETURNED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "BankReportKind" AS ENUM ('REJECTS', 'RETURNS');

-- CreateEnum
CREATE TYPE "BankReportOutcome" AS ENUM ('REJECTED', 'RETURNED', 'ALREADY', 'DIFFERENT', 'UNKNOWN', 'BATCH_REFUSED');

-- AlterTable
ALTER TABLE "Authority" ADD COLUMN     "creditorBic" TEXT,
ADD COLUMN     "creditorIbanEncrypted" TEXT,
ADD COLUMN     "creditorSiret" TEXT,
ADD COLUMN     "debitNoticeDays" INTEGER NOT NULL DEFAULT 14,
ADD COLUMN     "sepaFormat" "SepaFormat" NOT NULL DEFAULT 'PAIN_008_001_08';

-- AlterTable
ALTER TABLE "Payment" ADD COLUMN     "debitId" UUID;

-- CreateTable
CREATE TABLE "DebitBatch" (
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "collectedOn" DATE NOT NULL,
    "state" "DebitBatchState" NOT NULL,
    "format" "SepaFormat" NOT NULL,
    "authorityName" TEXT NOT NULL,
    "creditorName" TEXT NOT NULL,
    "creditorAddress" TEXT NOT NULL,
    "creditorIcs" TEXT NOT NULL,
    "creditorIbanEncrypted" TEXT NOT NULL,
    "creditorBic" TEXT,
    "creditorSiret" TEXT,
    "preparedAt" TIMESTAMPTZ(3) NOT NULL,
    "preparedById" UUID,
    "filedAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "sentById" UUID,
    "cancelledAt" TIMESTAMPTZ(3),
    "refusal" TEXT,

    CONSTRAINT "DebitBatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Debit" (
    "id" UUID NOT NULL,
    "batchId" UUID NOT NULL,
    "invoiceId" UUID NOT NULL,
    "familyId" UUID,
    "mandateId" UUID,
    "rum" TEXT NOT NULL,
    "signedOn" DATE NOT NULL,
    "endToEndId" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "state" "DebitState" NOT NULL,
    "reason" TEXT,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Debit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BankReport" (
    "id" UUID NOT NULL,
    "kind" "BankReportKind" NOT NULL,
    "digest" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "receivedById" UUID,

    CONSTRAINT "BankReport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BankReportLine" (
    "reportId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "reference" TEXT NOT NULL,
    "code" TEXT,
    "amount" INTEGER,
    "outcome" "BankReportOutcome" NOT NULL,
    "debitId" UUID,

    CONSTRAINT "BankReportLine_pkey" PRIMARY KEY ("reportId","position")
);

-- CreateIndex
CREATE UNIQUE INDEX "DebitBatch_reference_key" ON "DebitBatch"("reference");

-- CreateIndex
CREATE INDEX "DebitBatch_collectedOn_idx" ON "DebitBatch"("collectedOn");

-- CreateIndex
CREATE UNIQUE INDEX "Debit_endToEndId_key" ON "Debit"("endToEndId");

-- CreateIndex
CREATE INDEX "Debit_batchId_idx" ON "Debit"("batchId");

-- CreateIndex
CREATE INDEX "Debit_invoiceId_idx" ON "Debit"("invoiceId");

-- CreateIndex
CREATE INDEX "Debit_familyId_idx" ON "Debit"("familyId");

-- CreateIndex
CREATE INDEX "Debit_mandateId_idx" ON "Debit"("mandateId");

-- CreateIndex
CREATE UNIQUE INDEX "BankReport_digest_key" ON "BankReport"("digest");

-- CreateIndex
CREATE INDEX "BankReport_receivedAt_idx" ON "BankReport"("receivedAt");

-- CreateIndex
CREATE INDEX "BankReportLine_debitId_idx" ON "BankReportLine"("debitId");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_debitId_key" ON "Payment"("debitId");

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_debitId_fkey" FOREIGN KEY ("debitId") REFERENCES "Debit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DebitBatch" ADD CONSTRAINT "DebitBatch_preparedById_fkey" FOREIGN KEY ("preparedById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DebitBatch" ADD CONSTRAINT "DebitBatch_sentById_fkey" FOREIGN KEY ("sentById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Debit" ADD CONSTRAINT "Debit_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "DebitBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Debit" ADD CONSTRAINT "Debit_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "Invoice"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Debit" ADD CONSTRAINT "Debit_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "Family"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Debit" ADD CONSTRAINT "Debit_mandateId_fkey" FOREIGN KEY ("mandateId") REFERENCES "SepaMandate"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BankReport" ADD CONSTRAINT "BankReport_receivedById_fkey" FOREIGN KEY ("receivedById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BankReportLine" ADD CONSTRAINT "BankReportLine_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "BankReport"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BankReportLine" ADD CONSTRAINT "BankReportLine_debitId_fkey" FOREIGN KEY ("debitId") REFERENCES "Debit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "Authority" ADD CONSTRAINT "Authority_collection" CHECK (
  "debitNoticeDays" BETWEEN 2 AND 14 AND "creditorSiret" ~ '^[0-9]{14}$' AND ("creditorBic" IS NULL OR "creditorIbanEncrypted" IS NOT NULL));
-- An invoice is in one announced debit at a time; what is told of a debit and of a batch holds together.
CREATE UNIQUE INDEX "Debit_announced" ON "Debit" ("invoiceId") WHERE state = 'ANNOUNCED';
ALTER TABLE "Debit" ADD CONSTRAINT "Debit_asked" CHECK (
  amount > 0 AND "endToEndId" ~ '^[A-Za-z0-9-]{1,35}$' AND rum ~ '^[^\s].{0,34}$');
ALTER TABLE "Debit" ADD CONSTRAINT "Debit_state" CHECK (("endedAt" IS NULL) = (state = 'ANNOUNCED'));
ALTER TABLE "DebitBatch" ADD CONSTRAINT "DebitBatch_reference" CHECK (reference ~ '^[A-Za-z0-9-]{1,32}$');
ALTER TABLE "DebitBatch" ADD CONSTRAINT "DebitBatch_state" CHECK (
  ("cancelledAt" IS NOT NULL) = (state = 'CANCELLED')
  AND (state = 'CANCELLED' OR ("filedAt" IS NOT NULL) = (state IN ('FILED', 'SENT')) AND ("sentAt" IS NOT NULL) = (state = 'SENT'))
  AND (refusal IS NULL OR state = 'CANCELLED'));
ALTER TABLE "BankReport" ADD CONSTRAINT "BankReport_digest" CHECK (digest ~ '^[0-9a-f]{64}$');

-- What was announced never changes; an end never goes back: a collected debit alone may still come back.
CREATE FUNCTION espace_debit_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."batchId", NEW."invoiceId", NEW.rum, NEW."signedOn", NEW."endToEndId", NEW.amount)
    IS DISTINCT FROM (OLD."batchId", OLD."invoiceId", OLD.rum, OLD."signedOn", OLD."endToEndId", OLD.amount)
    OR (NEW."mandateId" IS NOT NULL AND NEW."mandateId" IS DISTINCT FROM OLD."mandateId")
    OR (NEW."familyId" IS NOT NULL AND NEW."familyId" IS DISTINCT FROM OLD."familyId")
    THEN RAISE EXCEPTION 'what was announced of a debit does not change';
  END IF;
  IF NEW.state <> OLD.state AND NOT (OLD.state = 'ANNOUNCED' OR (OLD.state = 'COLLECTED' AND NEW.state IN ('REJECTED', 'RETURNED', 'CANCELLED')))
    THEN RAISE EXCEPTION 'a debit that ended does not change its end';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Debit_holds" BEFORE UPDATE ON "Debit" FOR EACH ROW EXECUTE FUNCTION espace_debit_holds();

-- What stands in the file of a batch never changes; the bank alone undoes one that it has.
CREATE FUNCTION espace_debit_batch_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.reference, NEW."collectedOn", NEW.format, NEW."authorityName", NEW."creditorName", NEW."creditorAddress", NEW."creditorIcs",
      NEW."creditorBic", NEW."creditorSiret", NEW."preparedAt")
    IS DISTINCT FROM (OLD.reference, OLD."collectedOn", OLD.format, OLD."authorityName", OLD."creditorName", OLD."creditorAddress",
      OLD."creditorIcs", OLD."creditorBic", OLD."creditorSiret", OLD."preparedAt")
    THEN RAISE EXCEPTION 'what was announced of a batch does not change';
  END IF;
  IF NEW.state <> OLD.state AND NOT ((OLD.state, NEW.state) IN (('PREPARED', 'FILED'), ('FILED', 'SENT'), ('PREPARED', 'CANCELLED'), ('FILED', 'CANCELLED'))
    OR (OLD.state = 'SENT' AND NEW.state = 'CANCELLED' AND NEW.refusal IS NOT NULL))
    THEN RAISE EXCEPTION 'a batch of debits does not go back';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "DebitBatch_holds" BEFORE UPDATE ON "DebitBatch" FOR EACH ROW EXECUTE FUNCTION espace_debit_batch_holds();

-- An invoice is debited or collected by the Trésor public, never both: as for payments online, each looks for the other under
-- the invoice's lock.
CREATE FUNCTION espace_debited_or_transmitted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "Invoice" WHERE id = NEW."invoiceId" FOR NO KEY UPDATE;
  IF TG_TABLE_NAME = 'Debit' THEN
    IF EXISTS (SELECT 1 FROM "TreasuryTransmission" WHERE "invoiceId" = NEW."invoiceId")
      THEN RAISE EXCEPTION 'the Trésor public collects this invoice';
    END IF;
  ELSIF EXISTS (SELECT 1 FROM "Debit" WHERE "invoiceId" = NEW."invoiceId" AND state = 'ANNOUNCED')
    THEN RAISE EXCEPTION 'this invoice will be debited';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Debit_not_transmitted" BEFORE INSERT ON "Debit"
  FOR EACH ROW EXECUTE FUNCTION espace_debited_or_transmitted();
CREATE TRIGGER "TreasuryTransmission_not_debited" BEFORE INSERT ON "TreasuryTransmission"
  FOR EACH ROW EXECUTE FUNCTION espace_debited_or_transmitted();
