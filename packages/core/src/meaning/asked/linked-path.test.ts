import { describe, expect, it } from 'vitest';
import type { FieldReference, SelectQuery } from '@momq/dialect';
import { asked, field } from '../../testing/asked-shop.js';
import { smallContent } from '../../testing/small-content.js';

const studio = smallContent(
  'studio',
  {
    'artist(artist_id int pk, name text, town text)': [[1, 'Ivy', 'Rome']],
    'song(song_id int pk, artist_id int, writer_id int, label text)': [[1, 1, 1, 'x']],
    'take(take_id int pk, song_id int, room text)': [[1, 1, 'A']],
    'room(room_id int pk, town text)': [[1, 'Rome']],
  },
  ['song.artist_id artist.artist_id', 'take.song_id song.song_id'],
);
const double = smallContent(
  'studio',
  {
    'artist(artist_id int pk, name text)': [[1, 'Ivy']],
    'song(song_id int pk, artist_id int, writer_id int)': [[1, 1, 1]],
    'take(take_id int pk, song_id int)': [[1, 1]],
  },
  [
    'song.artist_id artist.artist_id',
    'song.writer_id artist.artist_id',
    'take.song_id song.song_id',
  ],
);

function joined(left: FieldReference, right: FieldReference): SelectQuery {
  return {
    kind: 'select',
    distinct: false,
    from: [
      { entity: left.entity, instance: 0 },
      { entity: right.entity, instance: 0, join: { kind: 'fields', left, right, optional: false } },
    ],
    select: [field('artist.name')],
    groupBy: [],
    orderBy: [],
  };
}
const wrong = joined(field('take.song_id'), field('artist.artist_id'));

describe('a join of keys that have nothing to do with each other', () => {
  it('goes over the tables between', () => {
    expect(asked('artists of takes', wrong, studio)).toBe(
      'SELECT t3.name FROM take AS t1 JOIN song AS t2 ON t1.song_id = t2.song_id JOIN artist AS t3 ON t2.artist_id = t3.artist_id',
    );
  });

  it('goes along the link where there is one', () => {
    const query = joined(field('song.song_id'), field('artist.artist_id'));
    expect(asked('artists of songs', query, studio)).toContain('ON t1.artist_id = t2.artist_id');
  });

  it('stays where there are two ways, or what is equated is no key', () => {
    expect(asked('artists of takes', wrong, double)).toContain('ON t1.song_id = t2.artist_id');
    const towns = joined(field('room.town'), field('artist.town'));
    expect(asked('artists with a room', towns, studio)).toContain('ON t1.town = t2.town');
    const rooms = joined(field('take.room'), field('artist.town'));
    expect(asked('artists of takes', rooms, studio)).toContain('ON t1.room = t2.town');
  });
});
