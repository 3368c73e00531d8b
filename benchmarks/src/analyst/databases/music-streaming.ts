import { Draw, daysBetween, firstNames, plusDays, unixSeconds } from '../draw.js';
import { rows, table } from '../table-plan.js';
import type { DatabasePlan } from '../table-plan.js';

/** A music service: camel case, unix seconds and milliseconds, flags as 0 and 1, family accounts that point at each other, genre codes. */
export function musicStreaming(): DatabasePlan {
  const draw = new Draw(412);
  const genres = [
    ['ELC', 'Electronic'],
    ['FLK', 'Folk'],
    ['HIP', 'Hip hop'],
    ['JAZ', 'Jazz'],
    ['MET', 'Metal'],
    ['POP', 'Pop'],
    ['CLS', 'Classical'],
  ].map(([genreCode, genreName]) => ({ genreCode: genreCode!, genreName: genreName! }));
  const stages =
    'Paper Lanterns,Ida Quill,Northern Dial,Vesper Club,Kite Season,Low Harbour,Mono Garden,Salt Engine,The Lamplighters,Rue Ardent,Glass Meridian,Otto Bloom,Wild Carrot,Velvet Tram,Sister Comet,Old Radiators,Blue Hour Trio,Tin Orchard,Fathom,Marrow & Pine,Dust Choir,Lena Fauve,Copper Kids,Hollow Sun'.split(
      ',',
    );
  const artists = stages.map((artistName, index) => ({
    artistId: 100 + index,
    artistName,
    homeCountry: draw.pick(['SE', 'US', 'GB', 'FR', 'BR']),
    genreCode: draw.pick(genres.slice(0, 6)).genreCode,
    isVerified: draw.chance(0.6) ? 1 : 0,
    formedYear: draw.maybe(0.15, draw.int(1978, 2021)),
    labelName: draw.maybe(0.35, draw.pick(['Ember', 'Northside', 'Tall Tree'])),
    bioLang: draw.pick(['en', 'sv', 'fr']),
  }));
  const albums = artists
    .slice(0, 22)
    .flatMap((artist) =>
      rows(draw.int(1, 4), (index) => ({
        artistId: artist.artistId,
        albumTitle: `${draw.pick(['Night', 'Slow', 'Open', 'Second', 'Bright', 'Hidden'])} ${draw.pick(['Rooms', 'Water', 'Signals', 'Fields', 'Letters'])} ${index + 1}`,
        releasedOn: draw.day('2008-02-01', '2024-08-30'),
        albumType: draw.pick(['album', 'album', 'ep', 'single']),
        upcCode: `0${draw.int(100000, 999999)}`,
      })),
    )
    .map((album, index) => ({ albumId: index + 1, ...album }));
  const tracks = albums
    .flatMap((album) =>
      rows(album.albumType === 'single' ? 1 : draw.int(3, 7), (index) => ({
        albumId: album.albumId,
        trackNo: index + 1,
        trackTitle: `${draw.pick(['Run', 'Stay', 'Amber', 'Falling', 'Window', 'Static', 'Harvest'])} ${draw.pick(['Home', 'Again', 'Line', 'Theory', 'Dance'])} ${album.albumId}-${index + 1}`,
        durationMs: draw.int(92, 412) * 1000 + draw.int(0, 999),
        isExplicit: draw.chance(0.15) ? 1 : 0,
        bpm: draw.maybe(0.3, draw.int(68, 178)),
        loudnessDb: -draw.int(4, 16),
        isrc: `XX${draw.int(10000, 99999)}`,
      })),
    )
    .map((track, index) => ({ trackId: 5000 + index, ...track }));
  const listeners = rows(130, (index) => ({
    listenerId: index + 1,
    handle: `${firstNames[index % 30]!.toLowerCase()}${index}`,
    countryCode: draw.often(['SE', 'DE', 'GB', 'US', 'BR']),
    birthYear: draw.maybe(0.2, draw.int(1958, 2009)),
    signupDate: draw.day('2019-01-01', '2024-06-30'),
    planCode: draw.pick(['free', 'free', 'prem', 'prem', 'fam', 'stud']),
    referredById: draw.maybe(0.7, draw.int(1, 40)),
    isDeleted: draw.chance(0.07) ? 1 : 0,
    deviceHash: `h${draw.int(1000, 9999)}`,
    abBucket: draw.int(0, 9),
    marketingConsent: draw.chance(0.5) ? 1 : 0,
  })).map((listener) => ({
    ...listener,
    referredById:
      listener.referredById !== null && listener.referredById < listener.listenerId
        ? listener.referredById
        : null,
  }));
  const plays = rows(1700, () => {
    const track = draw.often(tracks.slice(0, Math.floor(tracks.length * 0.9)));
    const skipped = draw.chance(0.22);
    return {
      listenerId: draw.often(listeners.slice(0, 118)).listenerId,
      trackId: track.trackId,
      startedAt: unixSeconds(draw.day('2023-07-01', '2024-06-30')) + draw.int(0, 86_399),
      msPlayed: skipped ? draw.int(2000, 45_000) : track.durationMs,
      wasSkipped: skipped ? 1 : 0,
      isOffline: draw.chance(0.2) ? 1 : 0,
      playSource: draw.pick(['search', 'playlist', 'playlist', 'radio', 'album']),
      appVersion: draw.pick(['8.1', '8.2', '9.0']),
    };
  }).map((play, index) => ({ playId: index + 1, ...play }));
  const playlists = rows(60, (index) => ({
    playlistId: index + 1,
    ownerId: draw.often(listeners.slice(0, 90)).listenerId,
    playlistName: `${draw.pick(['Focus', 'Gym', 'Sunday', 'Commute', 'Rainy', 'Party'])} mix ${index + 1}`,
    createdOn: draw.day('2020-01-01', '2024-06-01'),
    isPublic: draw.chance(0.4) ? 1 : 0,
    coverUrl: null,
  }));
  const entries = playlists.slice(0, 54).flatMap((playlist) => {
    const chosen = [...new Set(rows(draw.int(2, 14), () => draw.pick(tracks).trackId))];
    return chosen.map((trackId, index) => ({
      playlistId: playlist.playlistId,
      position: index + 1,
      trackId,
    }));
  });
  const charges = listeners
    .filter(({ planCode }) => planCode !== 'free')
    .flatMap((listener) =>
      rows(draw.int(2, 9), (index) => ({
        listenerId: listener.listenerId,
        chargedOn: plusDays('2023-09-03', index * 30 + (listener.listenerId % 25)),
        amountCents: listener.planCode === 'fam' ? 1799 : listener.planCode === 'stud' ? 599 : 1099,
        wasRefunded: draw.chance(0.04) ? 1 : 0,
        gateway: draw.pick(['card', 'card', 'wallet']),
      })),
    )
    .filter(({ chargedOn }) => daysBetween(chargedOn, '2024-06-30') >= 0)
    .map((charge, index) => ({ chargeId: index + 1, ...charge }));
  const counted = new Map<number, { plays: number; people: Set<number> }>();
  const albumArtist = new Map(albums.map(({ albumId, artistId }) => [albumId, artistId]));
  const trackArtist = new Map(
    tracks.map(({ trackId, albumId }) => [trackId, albumArtist.get(albumId)!]),
  );
  for (const play of plays) {
    const artistId = trackArtist.get(play.trackId)!;
    const one = counted.get(artistId) ?? { plays: 0, people: new Set() };
    one.plays += 1;
    one.people.add(play.listenerId);
    counted.set(artistId, one);
  }
  const reach = [...counted]
    .sort(([one], [other]) => one - other)
    .map(([artistId, { plays: playCount, people }]) => ({
      artistId,
      playCount,
      listenerCount: people.size,
    }));
  const text = 'VARCHAR(60)';
  return {
    id: 'music_streaming',
    tables: [
      table('genre', { genreCode: 'CHAR(3)', genreName: text }, genres),
      table(
        'artist',
        {
          artistId: 'INT',
          artistName: text,
          homeCountry: 'CHAR(2)',
          genreCode: 'CHAR(3)',
          isVerified: 'TINYINT',
          formedYear: 'INT',
          labelName: text,
          bioLang: 'CHAR(2)',
        },
        artists,
      ),
      table(
        'album',
        {
          albumId: 'INT',
          artistId: 'INT',
          albumTitle: text,
          releasedOn: 'DATE',
          albumType: text,
          upcCode: text,
        },
        albums,
      ),
      table(
        'track',
        {
          trackId: 'INT',
          albumId: 'INT',
          trackNo: 'INT',
          trackTitle: text,
          durationMs: 'INT',
          isExplicit: 'TINYINT',
          bpm: 'INT',
          loudnessDb: 'INT',
          isrc: text,
        },
        tracks,
      ),
      table(
        'listener',
        {
          listenerId: 'INT',
          handle: text,
          countryCode: 'CHAR(2)',
          birthYear: 'INT',
          signupDate: 'DATE',
          planCode: text,
          referredById: 'INT',
          isDeleted: 'TINYINT',
          deviceHash: text,
          abBucket: 'INT',
          marketingConsent: 'TINYINT',
        },
        listeners,
      ),
      table(
        'play',
        {
          playId: 'INT',
          listenerId: 'INT',
          trackId: 'INT',
          startedAt: 'BIGINT',
          msPlayed: 'INT',
          wasSkipped: 'TINYINT',
          isOffline: 'TINYINT',
          playSource: text,
          appVersion: text,
        },
        plays,
      ),
      table(
        'playlist',
        {
          playlistId: 'INT',
          ownerId: 'INT',
          playlistName: text,
          createdOn: 'DATE',
          isPublic: 'TINYINT',
          coverUrl: 'TEXT',
        },
        playlists,
      ),
      table('playlistTrack', { playlistId: 'INT', position: 'INT', trackId: 'INT' }, entries),
      table(
        'charge',
        {
          chargeId: 'INT',
          listenerId: 'INT',
          chargedOn: 'DATE',
          amountCents: 'INT',
          wasRefunded: 'TINYINT',
          gateway: text,
        },
        charges,
      ),
      table('artistReach', { artistId: 'INT', playCount: 'INT', listenerCount: 'INT' }, reach, {
        view: true,
      }),
    ],
  };
}
