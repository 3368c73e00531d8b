/**
 * What the words of names are usually cut to, and what they are cut from. Only forms that stand for one word whatever the database is
 * about; `inv` (invoice, inventory) and its like are read by the question alone (see `isShortFor`).
 */
const usual = new Map(
  Object.entries({
    account: 'acct',
    active: 'actv',
    address: 'addr adr',
    amount: 'amt',
    average: 'avg',
    balance: 'bal',
    budget: 'bdgt bgt',
    category: 'catg ctgry',
    code: 'cd cde',
    comment: 'cmt cmnt',
    count: 'cnt',
    country: 'ctry cntry',
    currency: 'curr ccy',
    customer: 'cust',
    date: 'dt',
    department: 'dept dpt',
    description: 'desc descr dsc',
    discount: 'disc',
    document: 'doc',
    employee: 'empl emp',
    first: 'fst',
    flag: 'flg',
    group: 'grp',
    last: 'lst',
    length: 'len',
    level: 'lvl',
    location: 'loc locn',
    manager: 'mgr',
    manufacturer: 'mfr mfg manuf',
    message: 'msg',
    name: 'nm nme',
    number: 'nr nbr num',
    order: 'ord',
    organization: 'org',
    payment: 'pmt pymt',
    percent: 'pct',
    person: 'pers',
    phone: 'phn',
    position: 'pos posn',
    price: 'prc',
    product: 'prod prd',
    project: 'proj prj',
    quantity: 'qty',
    reference: 'ref',
    region: 'rgn',
    request: 'req rqst',
    salary: 'sal',
    sequence: 'seq',
    service: 'svc srvc',
    start: 'strt',
    status: 'sts stat stts',
    student: 'stu stud',
    telephone: 'tel',
    text: 'txt',
    time: 'ts tm',
    total: 'tot ttl',
    transaction: 'txn trx',
    type: 'typ',
    unit: 'unt',
    user: 'usr',
    value: 'val',
    vehicle: 'veh vhcl',
    vendor: 'vend vndr',
    volume: 'vol',
    warehouse: 'whse wh',
    weight: 'wt wgt wght',
    year: 'yr',
  }).flatMap(([whole, forms]) => forms.split(' ').map((form): [string, string] => [form, whole])),
);

/** Short words that are whole: `man` is cut from no `manager`. */
const whole = new Set(
  (
    'act add age aid air all and any arm art ask bad bag bar bat bay bed bet big bill bin bit boy box bus buy can cap car card case cat ' +
    'city cow crew cup cut day den dog dry due ear eat egg end exam eye fan far fax fee few fit fix fly for form fun gas gift goal god ' +
    'gun guy hat her him his hit home hot how ice inn ink its job key kid kind lab lap law lay leg let lie line lip list log lot low man ' +
    'map mark mat men met mix mud net new nor not now nut odd off oil old one our out own pan park part pay pen pet pie pig pin pit plan ' +
    'play port post pot put race rat raw red rent rig road role room row rub run sad saw sea see set sex she ship shop sit size sky son ' +
    'star sub sum sun tag tax tea team ten term test the tie tip toe ton too top toy trip try two type unit use user van war way wet who why ' +
    'win work year yes yet you zip zone'
  ).split(' '),
);

/** The word that a part of a name usually stands for; undefined for one that is whole, or stands for several. */
export function usuallyCutFrom(part: string): string | undefined {
  return usual.get(part);
}

/**
 * True for what a word may be cut to in a name: its beginning (`elem`, `lith`), or its consonants in their order with the first letter
 * (`bdgt`, `drllr`, `smpl`). Both in lower case. Words of a language that the longer one happens to begin with are none.
 */
export function isShortFor(part: string, word: string): boolean {
  if (part.length < 3 || part.length >= word.length || whole.has(part)) return false;
  if (!/^[a-z]+$/.test(part) || !/^[a-z]+$/.test(word)) return false;
  if (word.startsWith(part)) return word.length >= part.length + 3;
  return isSkeleton(part, word);
}

/** Of the consonants of a word at least this share stands in the short form. */
const skeletonShare = 0.6;

function isSkeleton(part: string, word: string): boolean {
  if (part[0] !== word[0] || /[aeiou]/.test(part.slice(1))) return false;
  const ending = word.replace(/(?:ies|es|s)$/, '').replace(/[aeiou]+$/, '');
  if (part.at(-1) !== ending.at(-1) && part.at(-1) !== word.at(-1)) return false;
  let place = 0;
  for (const letter of word) if (letter === part[place]) place += 1;
  const consonants = word.slice(1).replaceAll(/[aeiou]/g, '').length;
  return place === part.length && part.length - 1 >= skeletonShare * consonants;
}
