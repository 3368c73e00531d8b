import { stemOf } from '../linking/question-words.js';

/** Everyday words for what databases name differently; each line one meaning. */
const meanings = [
  'age old young elder years',
  'birth birthday born birthdate birthplace dob',
  'death died dead die killed',
  'person people human individual member',
  'price cost fee charge expensive cheap amount paid pay payment',
  'salary wage income earn earning paid pay',
  'location place address city live lived living reside residence located based',
  'country nation nationality',
  'start begin began open from founded founding',
  'end finish close until to',
  'date day when time year month',
  'phone telephone call mobile',
  'email mail',
  'gender sex male female man woman men women boy girl',
  'child children kid son daughter parent',
  'car vehicle auto automobile',
  'company firm corporation business enterprise',
  'movie film picture',
  'song track music',
  'teacher instructor professor faculty lecturer',
  'physician doctor',
  'student pupil',
  'customer client buyer shopper',
  'employee worker staff personnel',
  'manager boss supervisor head leader',
  'purchase buy bought order ordered',
  'sale sold sell seller',
  'revenue sale turnover takings proceeds income price amount paid payment',
  'expense expenditure spending cost',
  'vendor supplier provider',
  'profit margin',
  'size big large small area',
  'height tall high elevation altitude',
  'weight heavy light',
  'length long short duration',
  'speed fast slow quick',
  'population populous inhabitant resident',
  'category type kind class group',
  'description describe detail',
  'code id identifier abbreviation',
  'rating rate score star grade mark',
  'rank position standing',
  'owner own owned possess',
  'author writer write written wrote',
  'flight fly flown plane aircraft',
  'airport airline',
  'department division dept',
  'quantity qty stock inventory',
  'win won winner victory',
  'loss lose lost loser',
  'capacity seat seating hold',
  'hometown home',
  'surname last family',
  'forename given first',
  'language spoken speak speaker',
  'course class subject',
  'enrol enroll registered register registration',
  'attend attendance visit visitor',
].map((line) => new Set(line.split(' ').map(stemOf)));

/** True when two stems are everyday words for the same. */
export function areSynonyms(left: string, right: string): boolean {
  return meanings.some((meaning) => meaning.has(left) && meaning.has(right));
}

/** What names of columns are often cut to. */
const abbreviations: Readonly<Record<string, string>> = {
  addr: 'address',
  amt: 'amount',
  avg: 'average',
  cat: 'category',
  cust: 'customer',
  dept: 'department',
  desc: 'description',
  dob: 'birth',
  emp: 'employee',
  fname: 'first',
  lname: 'last',
  lat: 'latitude',
  lng: 'longitude',
  long: 'longitude',
  max: 'maximum',
  min: 'minimum',
  mgr: 'manager',
  num: 'number',
  org: 'organization',
  pct: 'percent',
  prof: 'professor',
  qty: 'quantity',
  stu: 'student',
  tel: 'telephone',
  yr: 'year',
};

/** The stem of a word of a name, and that of the word that it is cut from. */
export function spelledOut(word: string): string[] {
  const whole = abbreviations[word];
  return whole === undefined ? [stemOf(word)] : [stemOf(word), stemOf(whole)];
}
