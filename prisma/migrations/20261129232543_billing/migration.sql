-- CreateEnum
CREATE TYPE "BillingState" AS ENUM ('PREPARING', 'READY', 'FAILED', 'ISSUED');

-- CreateEnum
CREATE TYPE "InvoiceKind" AS ENUM ('INVOICE', 'CREDIT_NOTE');

-- CreateEnum
CREATE TYPE "ChargeKind" AS ENUM ('DAY', 'ABSENCE', 'NO_SHOW', 'PACKAGE', 'LATE_BOOKING', 'NO_SHOW_FEE', 'LATE_LEAVING', 'OTHER');

-- CreateEnum
CREATE TYPE "PaymentMethod" AS ENUM ('PAYFIP_CARD', 'PAYFIP_DEBIT', 'SEPA_DEBIT', 'CASH', 'CHEQUE', 'CESU', 'TRANSFER');

-- AlterTable
ALTER TABLE "Family" ADD COLUMN     "isResident" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "Enrollment" ADD COLUMN     "isOccasional" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Booking" ADD COLUMN     "arrivedAt" TEXT,
ADD COLUMN     "leftAt" TEXT;

-- CreateTable
CREATE TABLE "Tariff" (
    "id" SERIAL NOT NULL,
    "activityId" INTEGER NOT NULL,
    "validFrom" DATE NOT NULL,
    "rules" JSONB NOT NULL,

    CONSTRAINT "Tariff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QuotientChange" (
    "familyId" UUID NOT NULL,
    "since" DATE NOT NULL,
    "quotient" INTEGER,

    CONSTRAINT "QuotientChange_pkey" PRIMARY KEY ("familyId","since")
);

-- CreateTable
CREATE TABLE "BillingRun" (
    "id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "dueOn" DATE NOT NULL,
    "state" "BillingState" NOT NULL,
    "families" INTEGER NOT NULL DEFAULT 0,
    "progress" INTEGER NOT NULL DEFAULT 0,
    "lastFamilyId" UUID,
    "aliveAt" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "startedById" UUID,
    "issuedAt" TIMESTAMPTZ(3),
    "issuedById" UUID,

    CONSTRAINT "BillingRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invoice" (
    "id" UUID NOT NULL,
    "kind" "InvoiceKind" NOT NULL,
    "runId" UUID,
    "familyId" UUID,
    "month" DATE NOT NULL,
    "year" INTEGER,
    "number" INTEGER,
    "payerName" TEXT NOT NULL,
    "payerAddress" TEXT NOT NULL,
    "quotient" INTEGER,
    "isResident" BOOLEAN NOT NULL,
    "total" INTEGER NOT NULL,
    "dueOn" DATE NOT NULL,
    "issuedAt" TIMESTAMPTZ(3),
    "correctsId" UUID,
    "reason" TEXT,

    CONSTRAINT "Invoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InvoiceLine" (
    "id" BIGSERIAL NOT NULL,
    "invoiceId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "childId" UUID,
    "activityId" INTEGER,
    "childName" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "kind" "ChargeKind" NOT NULL,
    "days" DATE[],
    "quantity" INTEGER NOT NULL,
    "price" INTEGER NOT NULL,
    "amount" INTEGER NOT NULL,
    "how" TEXT NOT NULL,
    "isCorrection" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "InvoiceLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InvoiceCounter" (
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "InvoiceCounter_pkey" PRIMARY KEY ("year")
);

-- CreateTable
CREATE TABLE "Payment" (
    "id" UUID NOT NULL,
    "familyId" UUID,
    "invoiceId" UUID,
    "amount" INTEGER NOT NULL,
    "method" "PaymentMethod" NOT NULL,
    "receivedOn" DATE NOT NULL,
    "reference" TEXT,
    "reversesId" UUID,
    "reason" TEXT,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "recordedById" UUID,

    CONSTRAINT "Payment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Tariff_activityId_validFrom_key" ON "Tariff"("activityId", "validFrom");

-- CreateIndex
CREATE UNIQUE INDEX "BillingRun_month_key" ON "BillingRun"("month");

-- CreateIndex
CREATE INDEX "Invoice_familyId_month_idx" ON "Invoice"("familyId", "month");

-- CreateIndex
CREATE INDEX "Invoice_runId_idx" ON "Invoice"("runId");

-- CreateIndex
CREATE INDEX "Invoice_correctsId_idx" ON "Invoice"("correctsId");

-- CreateIndex
CREATE UNIQUE INDEX "Invoice_year_number_key" ON "Invoice"("year", "number");

-- CreateIndex
CREATE INDEX "InvoiceLine_childId_idx" ON "InvoiceLine"("childId");

-- CreateIndex
CREATE INDEX "InvoiceLine_activityId_idx" ON "InvoiceLine"("activityId");

-- CreateIndex
CREATE UNIQUE INDEX "InvoiceLine_invoiceId_position_key" ON "InvoiceLine"("invoiceId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_reversesId_key" ON "Payment"("reversesId");

-- CreateIndex
CREATE INDEX "Payment_familyId_idx" ON "Payment"("familyId");

-- CreateIndex
CREATE INDEX "Payment_invoiceId_idx" ON "Payment"("invoiceId");

-- CreateIndex
CREATE INDEX "Payment_receivedOn_idx" ON "Payment"("receivedOn");

-- AddForeignKey
ALTER TABLE "Tariff" ADD CONSTRAINT "Tariff_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuotientChange" ADD CONSTRAINT "QuotientChange_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "Family"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BillingRun" ADD CONSTRAINT "BillingRun_startedById_fkey" FOREIGN KEY ("startedById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BillingRun" ADD CONSTRAINT "BillingRun_issuedById_fkey" FOREIGN KEY ("issuedById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_runId_fkey" FOREIGN KEY ("runId") REFERENCES "BillingRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "Family"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_correctsId_fkey" FOREIGN KEY ("correctsId") REFERENCES "Invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InvoiceLine" ADD CONSTRAINT "InvoiceLine_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "Invoice"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InvoiceLine" ADD CONSTRAINT "InvoiceLine_childId_fkey" FOREIGN KEY ("childId") REFERENCES "Child"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InvoiceLine" ADD CONSTRAINT "InvoiceLine_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "Family"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "Invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_reversesId_fkey" FOREIGN KEY ("reversesId") REFERENCES "Payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_recordedById_fkey" FOREIGN KEY ("recordedById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "Booking" ADD CONSTRAINT "Booking_hours" CHECK (
  "arrivedAt" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' AND "leftAt" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' AND "arrivedAt" <= "leftAt");
ALTER TABLE "QuotientChange" ADD CONSTRAINT "QuotientChange_quotient" CHECK (quotient BETWEEN 0 AND 99999);
ALTER TABLE "BillingRun" ADD CONSTRAINT "BillingRun_month" CHECK (extract(day FROM month) = 1);
ALTER TABLE "BillingRun" ADD CONSTRAINT "BillingRun_issued" CHECK ((state = 'ISSUED') = ("issuedAt" IS NOT NULL));
ALTER TABLE "InvoiceCounter" ADD CONSTRAINT "InvoiceCounter_last" CHECK (last >= 0);

-- One invoice for a family and a month; a number exactly when it is issued; a credit note takes back, and says why.
CREATE UNIQUE INDEX "Invoice_family_month" ON "Invoice" ("familyId", month) WHERE kind = 'INVOICE';
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_numbered" CHECK (
  ("issuedAt" IS NULL) = (number IS NULL) AND ("issuedAt" IS NULL) = (year IS NULL) AND number > 0);
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_credit_note" CHECK (
  (kind = 'CREDIT_NOTE') = ("correctsId" IS NOT NULL)
  AND (kind <> 'CREDIT_NOTE' OR (total < 0 AND reason IS NOT NULL AND length(trim(reason)) > 0)));
ALTER TABLE "InvoiceLine" ADD CONSTRAINT "InvoiceLine_amount" CHECK (amount = quantity * price AND price >= 0 AND quantity <> 0);
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_amount" CHECK (amount <> 0);
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_reversal" CHECK (
  ("reversesId" IS NULL OR reason IS NOT NULL) AND (amount > 0 OR reason IS NOT NULL));

-- An issued invoice never changes: corrections are lines of the next one, or a credit note. Erasing a family or an account
-- takes their link away; the retention job alone deletes.
CREATE FUNCTION espace_invoice_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."issuedAt" IS NULL THEN
    IF TG_OP = 'UPDATE' AND NEW."issuedAt" IS NOT NULL AND NEW.total <>
      (SELECT COALESCE(sum(amount), 0) FROM "InvoiceLine" WHERE "invoiceId" = NEW.id)
      THEN RAISE EXCEPTION 'the total of an invoice is not the sum of its lines';
    END IF;
  ELSIF TG_OP = 'DELETE' THEN
    IF current_setting('espace.retention', true) IS DISTINCT FROM 'on' THEN RAISE EXCEPTION 'an issued invoice is not deleted'; END IF;
  ELSIF to_jsonb(NEW) - 'familyId' IS DISTINCT FROM to_jsonb(OLD) - 'familyId'
    OR (NEW."familyId" IS NOT NULL AND NEW."familyId" IS DISTINCT FROM OLD."familyId")
    THEN RAISE EXCEPTION 'an issued invoice does not change';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER "Invoice_immutable" BEFORE UPDATE OR DELETE ON "Invoice"
  FOR EACH ROW EXECUTE FUNCTION espace_invoice_is_immutable();

CREATE FUNCTION espace_invoice_line_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  line "InvoiceLine" := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  IF current_setting('espace.retention', true) = 'on' AND TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  IF TG_OP = 'UPDATE' AND NEW."childId" IS NULL AND to_jsonb(NEW) - 'childId' = to_jsonb(OLD) - 'childId' THEN RETURN NEW; END IF;
  IF EXISTS (SELECT 1 FROM "Invoice" i WHERE i."issuedAt" IS NOT NULL
      AND (i.id = line."invoiceId" OR (TG_OP = 'UPDATE' AND i.id = OLD."invoiceId")))
    THEN RAISE EXCEPTION 'the lines of an issued invoice do not change';
  END IF;
  RETURN line;
END $$;
CREATE TRIGGER "InvoiceLine_immutable" BEFORE INSERT OR UPDATE OR DELETE ON "InvoiceLine"
  FOR EACH ROW EXECUTE FUNCTION espace_invoice_line_is_immutable();

CREATE FUNCTION espace_payment_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF current_setting('espace.retention', true) = 'on' THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'a payment is not deleted: reverse it';
  END IF;
  IF to_jsonb(NEW) - ARRAY['familyId', 'recordedById'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['familyId', 'recordedById']
    OR (NEW."familyId" IS NOT NULL AND NEW."familyId" IS DISTINCT FROM OLD."familyId")
    OR (NEW."recordedById" IS NOT NULL AND NEW."recordedById" IS DISTINCT FROM OLD."recordedById")
    THEN RAISE EXCEPTION 'a payment does not change: reverse it';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Payment_immutable" BEFORE UPDATE OR DELETE ON "Payment"
  FOR EACH ROW EXECUTE FUNCTION espace_payment_is_immutable();
CREATE FUNCTION espace_billing_is_not_truncated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'invoices and payments are not truncated'; END $$;
CREATE TRIGGER "Invoice_no_truncate" BEFORE TRUNCATE ON "Invoice" FOR EACH STATEMENT EXECUTE FUNCTION espace_billing_is_not_truncated();
CREATE TRIGGER "InvoiceLine_no_truncate" BEFORE TRUNCATE ON "InvoiceLine" FOR EACH STATEMENT EXECUTE FUNCTION espace_billing_is_not_truncated();
CREATE TRIGGER "Payment_no_truncate" BEFORE TRUNCATE ON "Payment" FOR EACH STATEMENT EXECUTE FUNCTION espace_billing_is_not_truncated();
