-- AlterTable
ALTER TABLE "Activity" ADD COLUMN     "needsDocuments" BOOLEAN NOT NULL DEFAULT false;
