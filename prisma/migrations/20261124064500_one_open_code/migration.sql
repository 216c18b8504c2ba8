-- A guardian has at most one code that was neither used nor revoked: printing a letter replaces the former one.
CREATE UNIQUE INDEX "SubscriberCode_one_open" ON "SubscriberCode" ("guardianId") WHERE "usedAt" IS NULL AND "revokedAt" IS NULL;
