-- CreateIndex
CREATE INDEX "ChildPhoto_childId_idx" ON "ChildPhoto"("childId");
