-- A month is billed by one tariff of each activity.
ALTER TABLE "Tariff" ADD CONSTRAINT "Tariff_from_first_of_month" CHECK (extract(day FROM "validFrom") = 1);
