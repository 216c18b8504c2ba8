-- AlterTable
ALTER TABLE "Activity" ADD COLUMN     "isChildcare" BOOLEAN NOT NULL DEFAULT false;
