CREATE TABLE "genre" (
  "genreCode" CHAR(3),
  "genreName" VARCHAR(60)
);

CREATE TABLE "artist" (
  "artistId" INT,
  "artistName" VARCHAR(60),
  "homeCountry" CHAR(2),
  "genreCode" CHAR(3),
  "isVerified" TINYINT,
  "formedYear" INT,
  "labelName" VARCHAR(60),
  "bioLang" CHAR(2)
);

CREATE TABLE "album" (
  "albumId" INT,
  "artistId" INT,
  "albumTitle" VARCHAR(60),
  "releasedOn" DATE,
  "albumType" VARCHAR(60),
  "upcCode" VARCHAR(60)
);

CREATE TABLE "track" (
  "trackId" INT,
  "albumId" INT,
  "trackNo" INT,
  "trackTitle" VARCHAR(60),
  "durationMs" INT,
  "isExplicit" TINYINT,
  "bpm" INT,
  "loudnessDb" INT,
  "isrc" VARCHAR(60)
);

CREATE TABLE "listener" (
  "listenerId" INT,
  "handle" VARCHAR(60),
  "countryCode" CHAR(2),
  "birthYear" INT,
  "signupDate" DATE,
  "planCode" VARCHAR(60),
  "referredById" INT,
  "isDeleted" TINYINT,
  "deviceHash" VARCHAR(60),
  "abBucket" INT,
  "marketingConsent" TINYINT
);

CREATE TABLE "play" (
  "playId" INT,
  "listenerId" INT,
  "trackId" INT,
  "startedAt" BIGINT,
  "msPlayed" INT,
  "wasSkipped" TINYINT,
  "isOffline" TINYINT,
  "playSource" VARCHAR(60),
  "appVersion" VARCHAR(60)
);

CREATE TABLE "playlist" (
  "playlistId" INT,
  "ownerId" INT,
  "playlistName" VARCHAR(60),
  "createdOn" DATE,
  "isPublic" TINYINT,
  "coverUrl" TEXT
);

CREATE TABLE "playlistTrack" (
  "playlistId" INT,
  "position" INT,
  "trackId" INT
);

CREATE TABLE "charge" (
  "chargeId" INT,
  "listenerId" INT,
  "chargedOn" DATE,
  "amountCents" INT,
  "wasRefunded" TINYINT,
  "gateway" VARCHAR(60)
);

-- a view in the system that this is like; here its rows
CREATE TABLE "artistReach" (
  "artistId" INT,
  "playCount" INT,
  "listenerCount" INT
);
