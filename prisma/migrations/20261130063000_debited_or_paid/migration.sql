-- An invoice is debited or paid online, never both at once: as with the Trésor public, each looks for the other under the
-- invoice's lock.
CREATE FUNCTION espace_debited_or_paid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "Invoice" WHERE id = NEW."invoiceId" FOR NO KEY UPDATE;
  IF TG_TABLE_NAME = 'PaymentAttempt' THEN
    IF EXISTS (SELECT 1 FROM "Debit" WHERE "invoiceId" = NEW."invoiceId" AND state = 'ANNOUNCED')
      THEN RAISE EXCEPTION 'this invoice will be debited';
    END IF;
  ELSIF EXISTS (SELECT 1 FROM "PaymentAttempt" WHERE "invoiceId" = NEW."invoiceId" AND state IN ('CREATED', 'AWAITING'))
    THEN RAISE EXCEPTION 'this invoice is being paid';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "PaymentAttempt_not_debited" BEFORE INSERT ON "PaymentAttempt"
  FOR EACH ROW WHEN (NEW.state IN ('CREATED', 'AWAITING')) EXECUTE FUNCTION espace_debited_or_paid();
CREATE TRIGGER "Debit_not_paid" BEFORE INSERT ON "Debit"
  FOR EACH ROW WHEN (NEW.state = 'ANNOUNCED') EXECUTE FUNCTION espace_debited_or_paid();
