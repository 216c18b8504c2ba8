-- CreateTable
CREATE TABLE "Receipt" (
    "paymentId" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,

    CONSTRAINT "Receipt_pkey" PRIMARY KEY ("paymentId")
);

-- CreateTable
CREATE TABLE "ReceiptCounter" (
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "ReceiptCounter_pkey" PRIMARY KEY ("year")
);

-- CreateIndex
CREATE UNIQUE INDEX "Receipt_year_number_key" ON "Receipt"("year", "number");

-- AddForeignKey
ALTER TABLE "Receipt" ADD CONSTRAINT "Receipt_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Receipt" ADD CONSTRAINT "Receipt_number" CHECK (number > 0);

-- Money that was received before receipts were numbered.
INSERT INTO "Receipt" ("paymentId", year, number)
SELECT id, year, row_number() OVER (PARTITION BY year ORDER BY "recordedAt", id)
FROM (SELECT id, "recordedAt", extract(year FROM "recordedAt" AT TIME ZONE 'Europe/Paris')::int AS year FROM "Payment" WHERE amount > 0) p;
INSERT INTO "ReceiptCounter" (year, last) SELECT year, max(number) FROM "Receipt" GROUP BY year;

-- Whoever writes money received, it has the next number of the year: the counter's row is the lock until the commit. A
-- payment that is not written (sent twice) takes none.
CREATE FUNCTION espace_payment_has_receipt() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  recorded int := extract(year FROM NEW."recordedAt" AT TIME ZONE 'Europe/Paris');
  given int;
BEGIN
  INSERT INTO "ReceiptCounter" (year, last) VALUES (recorded, 1)
    ON CONFLICT (year) DO UPDATE SET last = "ReceiptCounter".last + 1 RETURNING last INTO given;
  INSERT INTO "Receipt" ("paymentId", year, number) VALUES (NEW.id, recorded, given);
  RETURN NULL;
END $$;
CREATE TRIGGER "Payment_receipt" AFTER INSERT ON "Payment"
  FOR EACH ROW WHEN (NEW.amount > 0) EXECUTE FUNCTION espace_payment_has_receipt();

CREATE FUNCTION espace_receipt_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('espace.retention', true) = 'on' THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'the number of a receipt does not change';
END $$;
CREATE TRIGGER "Receipt_immutable" BEFORE UPDATE OR DELETE ON "Receipt"
  FOR EACH ROW EXECUTE FUNCTION espace_receipt_is_immutable();
CREATE TRIGGER "Receipt_no_truncate" BEFORE TRUNCATE ON "Receipt" FOR EACH STATEMENT EXECUTE FUNCTION espace_billing_is_not_truncated();
