-- Where the law says so, for who keeps the schedule up to date; one rule per disease and birth.
ALTER TABLE "VaccineObligation" ADD COLUMN "source" TEXT;
UPDATE "VaccineObligation" SET source = CASE
  WHEN "bornUntil" = '2017-12-31' THEN 'Code de la santé publique, L3111-2 et L3111-3, avant 2018'
  WHEN "bornFrom" >= '2025-01-01' THEN 'Code de la santé publique, L3111-2 et R3111-2 ; décret n° 2024-694'
  ELSE 'Code de la santé publique, L3111-2 et R3111-2 ; décret n° 2018-42'
END;
ALTER TABLE "VaccineObligation" ALTER COLUMN "source" SET NOT NULL;
ALTER TABLE "VaccineObligation" ADD CONSTRAINT "VaccineObligation_no_overlap"
  EXCLUDE USING gist (disease WITH =, daterange("bornFrom", "bornUntil", '[]') WITH &&);
ALTER TABLE "VaccineObligation" ADD CONSTRAINT "VaccineObligation_doses"
  CHECK (cardinality("doseMonths") BETWEEN 1 AND 10 AND 0 <= ALL ("doseMonths") AND 216 >= ALL ("doseMonths"));
