-- Search of a family by any name (birth and usual names too), e-mail or phone: each by an index.
DROP INDEX "Guardian_search";
DROP INDEX "Child_search";
CREATE INDEX "Guardian_search" ON "Guardian" USING gin
  (espace_normalise("lastName" || ' ' || "firstNames" || ' ' || coalesce("birthName", '')) gin_trgm_ops);
CREATE INDEX "Child_search" ON "Child" USING gin
  (espace_normalise("lastName" || ' ' || "firstNames" || ' ' || coalesce("usualName", '')) gin_trgm_ops);
CREATE INDEX "Family_search" ON "Family" USING gin (espace_normalise(name) gin_trgm_ops);
CREATE INDEX "Family_list" ON "Family" (espace_normalise(name), id);
CREATE INDEX "Guardian_email_search" ON "Guardian" USING gin (lower(email) gin_trgm_ops);
CREATE INDEX "Guardian_phone_search" ON "Guardian" USING gin
  ((coalesce("mobilePhone", '') || ' ' || coalesce("homePhone", '') || ' ' || coalesce("workPhone", '')) gin_trgm_ops);
CREATE INDEX "Account_email_search" ON "Account" USING gin (email gin_trgm_ops);
