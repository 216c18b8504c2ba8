-- CreateEnum
CREATE TYPE "ContactLink" AS ENUM ('GRANDPARENT', 'STEP_PARENT', 'SIBLING', 'FAMILY', 'CHILDMINDER', 'NEIGHBOUR', 'OTHER');

-- CreateEnum
CREATE TYPE "FieldMode" AS ENUM ('HIDDEN', 'READ_ONLY', 'VALIDATED', 'FREE');

-- AlterTable
ALTER TABLE "Family" ADD COLUMN     "bankHolderEncrypted" TEXT,
ADD COLUMN     "bicEncrypted" TEXT,
ADD COLUMN     "ibanEncrypted" TEXT,
ADD COLUMN     "referenceIncomeEncrypted" TEXT,
ADD COLUMN     "taxSharesEncrypted" TEXT,
ADD COLUMN     "taxYearEncrypted" TEXT;

-- AlterTable
ALTER TABLE "Child" ADD COLUMN     "aidsEncrypted" TEXT,
ADD COLUMN     "careplanEndsOnEncrypted" TEXT,
ADD COLUMN     "doctorNameEncrypted" TEXT,
ADD COLUMN     "doctorPhoneEncrypted" TEXT,
ADD COLUMN     "recommendationsEncrypted" TEXT,
ADD COLUMN     "treatmentsEncrypted" TEXT;

-- AlterTable
ALTER TABLE "PendingChange" ADD COLUMN     "itemId" UUID;

-- CreateTable
CREATE TABLE "Allergy" (
    "childId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "familyId" UUID,
    "substanceEncrypted" TEXT NOT NULL,
    "kindEncrypted" TEXT,
    "severityEncrypted" TEXT,
    "conductEncrypted" TEXT,

    CONSTRAINT "Allergy_pkey" PRIMARY KEY ("childId","id")
);

-- CreateTable
CREATE TABLE "Vaccination" (
    "childId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "familyId" UUID,
    "vaccineEncrypted" TEXT NOT NULL,
    "givenOnEncrypted" TEXT,

    CONSTRAINT "Vaccination_pkey" PRIMARY KEY ("childId","id")
);

-- CreateTable
CREATE TABLE "Contact" (
    "childId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "familyId" UUID,
    "firstNames" TEXT NOT NULL,
    "lastName" TEXT NOT NULL,
    "link" "ContactLink" NOT NULL,
    "phone" TEXT,
    "mayCollect" BOOLEAN NOT NULL,
    "inEmergency" BOOLEAN NOT NULL,
    "rank" INTEGER NOT NULL,

    CONSTRAINT "Contact_pkey" PRIMARY KEY ("childId","id")
);

-- CreateTable
CREATE TABLE "AuthorisationType" (
    "id" SERIAL NOT NULL,
    "label" TEXT NOT NULL,
    "help" TEXT,
    "hasHour" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AuthorisationType_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChildAuthorisation" (
    "childId" UUID NOT NULL,
    "typeId" INTEGER NOT NULL,
    "isGranted" BOOLEAN NOT NULL,
    "hour" TEXT,

    CONSTRAINT "ChildAuthorisation_pkey" PRIMARY KEY ("childId","typeId")
);

-- CreateTable
CREATE TABLE "Vaccine" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "covers" TEXT[],
    "position" INTEGER NOT NULL,

    CONSTRAINT "Vaccine_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "VaccineObligation" (
    "id" SERIAL NOT NULL,
    "disease" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "bornFrom" DATE NOT NULL,
    "bornUntil" DATE,
    "doseMonths" INTEGER[],

    CONSTRAINT "VaccineObligation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DossierSetting" (
    "unit" TEXT NOT NULL,
    "mode" "FieldMode" NOT NULL,
    "required" TEXT[],

    CONSTRAINT "DossierSetting_pkey" PRIMARY KEY ("unit")
);

-- CreateIndex
CREATE INDEX "Allergy_familyId_idx" ON "Allergy"("familyId");

-- CreateIndex
CREATE INDEX "Vaccination_familyId_idx" ON "Vaccination"("familyId");

-- CreateIndex
CREATE INDEX "Contact_familyId_idx" ON "Contact"("familyId");

-- CreateIndex
CREATE INDEX "ChildAuthorisation_typeId_idx" ON "ChildAuthorisation"("typeId");

-- CreateIndex
CREATE UNIQUE INDEX "VaccineObligation_disease_bornFrom_key" ON "VaccineObligation"("disease", "bornFrom");

-- AddForeignKey
ALTER TABLE "Allergy" ADD CONSTRAINT "Allergy_childId_fkey" FOREIGN KEY ("childId") REFERENCES "Child"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Allergy" ADD CONSTRAINT "Allergy_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "Family"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Vaccination" ADD CONSTRAINT "Vaccination_childId_fkey" FOREIGN KEY ("childId") REFERENCES "Child"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Vaccination" ADD CONSTRAINT "Vaccination_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "Family"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_childId_fkey" FOREIGN KEY ("childId") REFERENCES "Child"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "Family"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChildAuthorisation" ADD CONSTRAINT "ChildAuthorisation_childId_fkey" FOREIGN KEY ("childId") REFERENCES "Child"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChildAuthorisation" ADD CONSTRAINT "ChildAuthorisation_typeId_fkey" FOREIGN KEY ("typeId") REFERENCES "AuthorisationType"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The target of a change is its guardian or its child, else its family; only a child has lists.
ALTER TABLE "PendingChange" DROP CONSTRAINT "PendingChange_one_target";
ALTER TABLE "PendingChange" ADD CONSTRAINT "PendingChange_one_target" CHECK (num_nonnulls("guardianId", "childId") <= 1);
ALTER TABLE "PendingChange" ADD CONSTRAINT "PendingChange_item_of_child" CHECK ("itemId" IS NULL OR "childId" IS NOT NULL);
DROP INDEX "PendingChange_one_per_child_unit";
CREATE UNIQUE INDEX "PendingChange_one_per_child_unit" ON "PendingChange" ("childId", unit, "itemId") NULLS NOT DISTINCT WHERE state = 'PENDING' AND "childId" IS NOT NULL;
CREATE UNIQUE INDEX "PendingChange_one_per_family_unit" ON "PendingChange" ("familyId", unit) WHERE state = 'PENDING' AND num_nonnulls("guardianId", "childId") = 0;

ALTER TABLE "Contact" ADD CONSTRAINT "Contact_rank" CHECK (rank BETWEEN 1 AND 20);
ALTER TABLE "ChildAuthorisation" ADD CONSTRAINT "ChildAuthorisation_hour" CHECK (hour ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$');
ALTER TABLE "VaccineObligation" ADD CONSTRAINT "VaccineObligation_births" CHECK ("bornFrom" <= "bornUntil");

-- The vaccines of the calendar, and what the law asks: Code de la santé publique, L3111-2 and R3111-2, in the
-- wording of décret 2018-42 (births from 2018 on), then of décret 2024-694 (in force on 1 January 2025).
INSERT INTO "Vaccine" (code, name, covers, position) VALUES
  ('HEXA', 'Hexavalent (DTP, coqueluche, Hib, hépatite B)', '{DTP,PERTUSSIS,HIB,HEPATITIS_B}', 1),
  ('PENTA', 'Pentavalent (DTP, coqueluche, Hib)', '{DTP,PERTUSSIS,HIB}', 2),
  ('TETRA', 'Tétravalent (DTP, coqueluche)', '{DTP,PERTUSSIS}', 3),
  ('DTP', 'Diphtérie, tétanos, poliomyélite (DTP)', '{DTP}', 4),
  ('HEPATITIS_B', 'Hépatite B', '{HEPATITIS_B}', 5),
  ('PNEUMOCOCCUS', 'Pneumocoque', '{PNEUMOCOCCUS}', 6),
  ('MENINGOCOCCUS_ACWY', 'Méningocoques ACWY', '{MENINGOCOCCUS_ACWY,MENINGOCOCCUS_C}', 7),
  ('MENINGOCOCCUS_B', 'Méningocoque B', '{MENINGOCOCCUS_B}', 8),
  ('MENINGOCOCCUS_C', 'Méningocoque C', '{MENINGOCOCCUS_C}', 9),
  ('MMR', 'Rougeole, oreillons, rubéole (ROR)', '{MMR}', 10),
  ('BCG', 'Tuberculose (BCG)', '{}', 11),
  ('HPV', 'Papillomavirus (HPV)', '{}', 12),
  ('OTHER', 'Autre vaccin', '{}', 13);
INSERT INTO "VaccineObligation" (disease, label, "bornFrom", "bornUntil", "doseMonths") VALUES
  ('DTP', 'Diphtérie, tétanos, poliomyélite', '1990-01-01', '2017-12-31', '{2,4,11}'),
  ('DTP', 'Diphtérie, tétanos, poliomyélite', '2018-01-01', NULL, '{2,4,11}'),
  ('PERTUSSIS', 'Coqueluche', '2018-01-01', NULL, '{2,4,11}'),
  ('HIB', 'Haemophilus influenzae b', '2018-01-01', NULL, '{2,4,11}'),
  ('HEPATITIS_B', 'Hépatite B', '2018-01-01', NULL, '{2,4,11}'),
  ('PNEUMOCOCCUS', 'Pneumocoque', '2018-01-01', NULL, '{2,4,11}'),
  ('MMR', 'Rougeole, oreillons, rubéole', '2018-01-01', NULL, '{12,18}'),
  ('MENINGOCOCCUS_C', 'Méningocoque C', '2018-01-01', '2024-12-31', '{5,12}'),
  ('MENINGOCOCCUS_ACWY', 'Méningocoques ACWY', '2025-01-01', NULL, '{6,12}'),
  ('MENINGOCOCCUS_B', 'Méningocoque B', '2025-01-01', NULL, '{3,5,12}');

-- What most collectivités ask; each changes its own list.
INSERT INTO "AuthorisationType" (label, help, "hasHour", position) VALUES
  ('Photos et vidéos de l’enfant', 'Pour les publications de la collectivité : site, bulletin, affichage.', false, 1),
  ('Rentrer seul', 'L’enfant quitte l’activité sans adulte.', true, 2),
  ('Transport en car ou en minibus', NULL, false, 3),
  ('Baignade', NULL, false, 4),
  ('Soins d’urgence', 'Appeler les secours et faire soigner l’enfant si vous n’êtes pas joignables.', false, 5);
