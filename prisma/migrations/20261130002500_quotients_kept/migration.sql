-- The quotients that families have so far count from the day on which the family came into the portal.
INSERT INTO "QuotientChange" ("familyId", since, quotient)
SELECT id, ("createdAt" AT TIME ZONE 'Europe/Paris')::date, "familyQuotient" FROM "Family" WHERE "familyQuotient" IS NOT NULL;
