-- One month at a time is a draft: two at once would both correct the same earlier days.
CREATE UNIQUE INDEX "BillingRun_one_draft" ON "BillingRun" ((true)) WHERE state <> 'ISSUED';
