-- CreateEnum
CREATE TYPE "ReminderMeans" AS ENUM ('MAIL', 'LETTER');

-- CreateTable
CREATE TABLE "RecoverySetting" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "reminderDays" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "blockingDays" INTEGER,
    "office" TEXT NOT NULL DEFAULT '',
    "officeAddress" TEXT NOT NULL DEFAULT '',
    "sigle" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "idPost" TEXT NOT NULL DEFAULT '',
    "siret" TEXT NOT NULL DEFAULT '',
    "codCol" TEXT NOT NULL DEFAULT '',
    "codBud" TEXT NOT NULL DEFAULT '',
    "budgetLabel" TEXT NOT NULL DEFAULT '',
    "nature" TEXT NOT NULL DEFAULT '',
    "codProdLoc" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "RecoverySetting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InvoiceReminder" (
    "invoiceId" UUID NOT NULL,
    "level" INTEGER NOT NULL,
    "means" "ReminderMeans" NOT NULL,
    "amount" INTEGER NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,
    "sentById" UUID,

    CONSTRAINT "InvoiceReminder_pkey" PRIMARY KEY ("invoiceId","level")
);

-- CreateTable
CREATE TABLE "TreasuryBatch" (
    "id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" UUID,

    CONSTRAINT "TreasuryBatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TreasuryTransmission" (
    "invoiceId" UUID NOT NULL,
    "batchId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "amount" INTEGER NOT NULL,
    "reference" TEXT NOT NULL,
    "title" "Title" NOT NULL,
    "lastName" TEXT NOT NULL,
    "firstName" TEXT NOT NULL,
    "street" TEXT NOT NULL,
    "postalCode" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "settledAt" TIMESTAMPTZ(3),
    "settledById" UUID,

    CONSTRAINT "TreasuryTransmission_pkey" PRIMARY KEY ("invoiceId")
);

-- CreateTable
CREATE TABLE "BlockingLift" (
    "familyId" UUID NOT NULL,
    "until" DATE NOT NULL,
    "liftedAt" TIMESTAMPTZ(3) NOT NULL,
    "liftedById" UUID,

    CONSTRAINT "BlockingLift_pkey" PRIMARY KEY ("familyId")
);

-- CreateIndex
CREATE UNIQUE INDEX "TreasuryBatch_year_number_key" ON "TreasuryBatch"("year", "number");

-- CreateIndex
CREATE UNIQUE INDEX "TreasuryTransmission_batchId_position_key" ON "TreasuryTransmission"("batchId", "position");

-- AddForeignKey
ALTER TABLE "InvoiceReminder" ADD CONSTRAINT "InvoiceReminder_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "Invoice"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InvoiceReminder" ADD CONSTRAINT "InvoiceReminder_sentById_fkey" FOREIGN KEY ("sentById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TreasuryBatch" ADD CONSTRAINT "TreasuryBatch_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TreasuryTransmission" ADD CONSTRAINT "TreasuryTransmission_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "Invoice"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TreasuryTransmission" ADD CONSTRAINT "TreasuryTransmission_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "TreasuryBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TreasuryTransmission" ADD CONSTRAINT "TreasuryTransmission_settledById_fkey" FOREIGN KEY ("settledById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BlockingLift" ADD CONSTRAINT "BlockingLift_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "Family"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BlockingLift" ADD CONSTRAINT "BlockingLift_liftedById_fkey" FOREIGN KEY ("liftedById") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "RecoverySetting" ADD CONSTRAINT "RecoverySetting_one" CHECK (id = 1);
-- Up to three reminders, each later than the one before it.
ALTER TABLE "RecoverySetting" ADD CONSTRAINT "RecoverySetting_reminders" CHECK (
  cardinality("reminderDays") <= 3 AND (cardinality("reminderDays") = 0
    OR ("reminderDays"[1] BETWEEN 1 AND 180 AND array_position("reminderDays", NULL) IS NULL
      AND (cardinality("reminderDays") < 2 OR "reminderDays"[2] BETWEEN "reminderDays"[1] + 1 AND 180)
      AND (cardinality("reminderDays") < 3 OR "reminderDays"[3] BETWEEN "reminderDays"[2] + 1 AND 180))));
ALTER TABLE "RecoverySetting" ADD CONSTRAINT "RecoverySetting_blocking" CHECK ("blockingDays" BETWEEN 1 AND 365);
ALTER TABLE "RecoverySetting" ADD CONSTRAINT "RecoverySetting_pes" CHECK (
  "idPost" ~ '^[0-9A-Z]{0,7}$' AND siret ~ '^([0-9]{14})?$' AND "codCol" ~ '^[0-9A-Z]{0,3}$' AND "codBud" ~ '^[0-9A-Z]{0,10}$'
  AND nature ~ '^[0-9]{0,6}$' AND "codProdLoc" ~ '^[0-9A-Z]{0,4}$');
ALTER TABLE "InvoiceReminder" ADD CONSTRAINT "InvoiceReminder_level" CHECK (level BETWEEN 1 AND 3 AND amount > 0);
ALTER TABLE "TreasuryBatch" ADD CONSTRAINT "TreasuryBatch_number" CHECK (number BETWEEN 1 AND 9999999);
ALTER TABLE "TreasuryTransmission" ADD CONSTRAINT "TreasuryTransmission_amount" CHECK (amount > 0 AND position > 0);

-- What was transmitted stays so; only that the Trésor public has the money is written once. It goes with its invoice.
CREATE FUNCTION espace_transmission_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF current_setting('espace.retention', true) IS DISTINCT FROM 'on' THEN RAISE EXCEPTION 'a transmission is not deleted'; END IF;
    RETURN OLD;
  END IF;
  IF to_jsonb(NEW) - ARRAY['settledAt', 'settledById'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['settledAt', 'settledById']
    OR (OLD."settledAt" IS NOT NULL AND NEW."settledAt" IS DISTINCT FROM OLD."settledAt")
    THEN RAISE EXCEPTION 'a transmission does not change';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "TreasuryTransmission_holds" BEFORE UPDATE OR DELETE ON "TreasuryTransmission"
  FOR EACH ROW EXECUTE FUNCTION espace_transmission_holds();
CREATE TRIGGER "TreasuryTransmission_no_truncate" BEFORE TRUNCATE ON "TreasuryTransmission"
  FOR EACH STATEMENT EXECUTE FUNCTION espace_billing_is_not_truncated();

-- An invoice is paid online or collected by the Trésor public, never both: each looks for the other under the invoice's lock.
CREATE FUNCTION espace_paid_or_transmitted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "Invoice" WHERE id = NEW."invoiceId" FOR NO KEY UPDATE;
  IF TG_TABLE_NAME = 'PaymentAttempt' THEN
    IF EXISTS (SELECT 1 FROM "TreasuryTransmission" WHERE "invoiceId" = NEW."invoiceId")
      THEN RAISE EXCEPTION 'the Trésor public collects this invoice';
    END IF;
  ELSIF EXISTS (SELECT 1 FROM "PaymentAttempt" WHERE "invoiceId" = NEW."invoiceId" AND state IN ('CREATED', 'AWAITING'))
    THEN RAISE EXCEPTION 'this invoice is being paid';
  ELSIF NOT EXISTS (SELECT 1 FROM "Invoice" WHERE id = NEW."invoiceId" AND kind = 'INVOICE' AND "issuedAt" IS NOT NULL)
    THEN RAISE EXCEPTION 'only an issued invoice is transmitted';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "PaymentAttempt_not_transmitted" BEFORE INSERT ON "PaymentAttempt"
  FOR EACH ROW EXECUTE FUNCTION espace_paid_or_transmitted();
CREATE TRIGGER "TreasuryTransmission_not_paid" BEFORE INSERT ON "TreasuryTransmission"
  FOR EACH ROW EXECUTE FUNCTION espace_paid_or_transmitted();
