-- AlterEnum
ALTER TYPE "DocumentProof" ADD VALUE 'BANK';
