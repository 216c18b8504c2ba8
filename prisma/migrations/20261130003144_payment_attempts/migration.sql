-- CreateEnum
CREATE TYPE "PaymentAttemptState" AS ENUM ('CREATED', 'AWAITING', 'PAID', 'REFUSED', 'CANCELLED', 'EXPIRED');

-- CreateEnum
CREATE TYPE "PaymentAlert" AS ENUM ('LATE_PAYMENT', 'ECHO_DIFFERS', 'UNKNOWN_RESULT', 'CONTRADICTION', 'FAULT');

-- CreateEnum
CREATE TYPE "PayfipMode" AS ENUM ('T', 'X', 'W');

-- AlterTable
ALTER TABLE "Authority" ADD COLUMN     "payfipClient" TEXT,
ADD COLUMN     "payfipMode" "PayfipMode";

-- AlterTable
ALTER TABLE "Payment" ADD COLUMN     "attemptId" UUID;

-- CreateTable
CREATE TABLE "PaymentAttempt" (
    "id" UUID NOT NULL,
    "invoiceId" UUID NOT NULL,
    "familyId" UUID,
    "accountId" UUID,
    "reference" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "clientNumber" TEXT NOT NULL,
    "mode" "PayfipMode" NOT NULL,
    "year" INTEGER NOT NULL,
    "idOp" TEXT,
    "state" "PaymentAttemptState" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "checkedAt" TIMESTAMPTZ(3),
    "nextCheckAt" TIMESTAMPTZ(3),
    "abandonedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "fault" TEXT,
    "alert" "PaymentAlert",
    "alertedAt" TIMESTAMPTZ(3),
    "handledAt" TIMESTAMPTZ(3),
    "handledById" UUID,

    CONSTRAINT "PaymentAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "PaymentAttempt_reference_key" ON "PaymentAttempt"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "PaymentAttempt_idOp_key" ON "PaymentAttempt"("idOp");

-- CreateIndex
CREATE INDEX "PaymentAttempt_invoiceId_createdAt_idx" ON "PaymentAttempt"("invoiceId", "createdAt");

-- CreateIndex
CREATE INDEX "PaymentAttempt_familyId_idx" ON "PaymentAttempt"("familyId");

-- CreateIndex
CREATE INDEX "PaymentAttempt_accountId_idx" ON "PaymentAttempt"("accountId");

-- CreateIndex
CREATE INDEX "PaymentAttempt_nextCheckAt_idx" ON "PaymentAttempt"("nextCheckAt");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_attemptId_key" ON "Payment"("attemptId");

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "PaymentAttempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentAttempt" ADD CONSTRAINT "PaymentAttempt_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "Invoice"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentAttempt" ADD CONSTRAINT "PaymentAttempt_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "Family"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentAttempt" ADD CONSTRAINT "PaymentAttempt_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentAttempt" ADD CONSTRAINT "PaymentAttempt_handledById_fkey" FOREIGN KEY ("handledById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "Authority" ADD CONSTRAINT "Authority_payfip" CHECK (
  ("payfipClient" IS NULL) = ("payfipMode" IS NULL) AND "payfipClient" ~ '^[0-9]{6}$');
-- One payment of an invoice at a time; what is sent is what PayFiP takes; what is told of it holds together.
CREATE UNIQUE INDEX "PaymentAttempt_open" ON "PaymentAttempt" ("invoiceId") WHERE state IN ('CREATED', 'AWAITING');
ALTER TABLE "PaymentAttempt" ADD CONSTRAINT "PaymentAttempt_sent" CHECK (
  amount BETWEEN 100 AND 9999999 AND reference ~ '^[A-Za-z0-9]{6,30}$' AND "clientNumber" ~ '^[0-9]{6}$');
ALTER TABLE "PaymentAttempt" ADD CONSTRAINT "PaymentAttempt_state" CHECK (
  ("endedAt" IS NULL) = (state IN ('CREATED', 'AWAITING')) AND ("idOp" IS NOT NULL OR state IN ('CREATED', 'EXPIRED')));
ALTER TABLE "PaymentAttempt" ADD CONSTRAINT "PaymentAttempt_alert" CHECK (
  (alert IS NULL) = ("alertedAt" IS NULL) AND ("handledAt" IS NULL OR alert IS NOT NULL));

-- What was sent never changes, nor does an end: a payment told later is recorded beside it.
CREATE FUNCTION espace_payment_attempt_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."invoiceId", NEW.reference, NEW.amount, NEW."clientNumber", NEW.mode, NEW.year, NEW."createdAt")
    IS DISTINCT FROM (OLD."invoiceId", OLD.reference, OLD.amount, OLD."clientNumber", OLD.mode, OLD.year, OLD."createdAt")
    OR (OLD."idOp" IS NOT NULL AND NEW."idOp" IS DISTINCT FROM OLD."idOp")
    THEN RAISE EXCEPTION 'what was sent of a payment does not change';
  END IF;
  IF OLD."endedAt" IS NOT NULL AND (NEW.state, NEW."endedAt") IS DISTINCT FROM (OLD.state, OLD."endedAt")
    THEN RAISE EXCEPTION 'a payment attempt that ended does not change its end';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "PaymentAttempt_holds" BEFORE UPDATE ON "PaymentAttempt"
  FOR EACH ROW EXECUTE FUNCTION espace_payment_attempt_holds();
