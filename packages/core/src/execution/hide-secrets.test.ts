import { describe, expect, it } from 'vitest';
import { hideSecrets, hideSecretsIn } from './hide-secrets.js';

describe('a source that holds a secret', () => {
  it.each([
    ['postgres://bob:hunter2@host/db', 'postgres://…@host/db'],
    ['postgresql://bob:hunter2@host:5432/db?sslmode=require', 'postgresql://…@host:5432/db?…'],
    ['postgres://bob:hun/ter2@host/db', 'postgres://…@host/db'],
    ['postgres://bob:hunt@er2@host/db', 'postgres://…@host/db'],
    ['postgres://bob:@/hunter2:@@host/db', 'postgres://…@host/db'],
    ['postgres://bob:hun?ter2@host/db', 'postgres://…'],
    ['postgres://bob:hun#ter2@host/db', 'postgres://…'],
    ['postgres://bob:hun%2Fter2@host/db', 'postgres://…@host/db'],
    ['postgres://host/db?user=u&password=hunter2', 'postgres://host/db?…'],
    ['postgres://host/db?password=hun@ter2', 'postgres://…'],
    ['postgres://bob:hunter2@host/db?user=me@corp', 'postgres://…'],
    ['postgres://host/db#hunter2', 'postgres://host/db#…'],
    ['postgres://bob:hunter2', 'postgres://…'],
    ['postgres://bob:hunter2/db', 'postgres://…/db'],
    ['postgres://:hunter2@/db', 'postgres://…@/db'],
    ['POSTGRES://bob:hunter2@host', 'POSTGRES://…@host'],
    ['  postgres://bob:hunter2@host', 'postgres://…@host'],
    ['postgres://bob:hun\nter2@host/db', 'postgres://…@host/db'],
    ['mysql://root:hunter2@127.0.0.1:3306/shop', 'mysql://…@127.0.0.1:3306/shop'],
    ['mariadb+tls://root:hunter2@h', 'mariadb+tls://…@h'],
    ['bolt://neo4j:hunter2@[::1]:7687', 'bolt://…@[::1]:7687'],
    ['neo4j+s://neo4j:hunter2@x.databases.neo4j.io', 'neo4j+s://…@x.databases.neo4j.io'],
    ['mongodb://u:hunter2@a:1,b:2/db', 'mongodb://…@a:1,b:2/db'],
    ['jdbc:postgresql://host/db?user=u&password=hunter2', 'jdbc:postgresql://host/db?…'],
    ['host=h user=bob password=hunter2 dbname=d', 'host=h user=bob…'],
    ["host=h password='hun ter2' dbname=d", 'host=h…'],
    ['PASSWORD = hunter2', '…'],
    ['Server=h;Uid=root;Pwd=hunter2;', 'Server=h;Uid=root…'],
    ['bob:hunter2@host/db', '…@host/db'],
    ['postgres:bob:hunter2@host/db', '…@host/db'],
    ['postgres:/bob:hunter2@host/db', '…@host/db'],
    ['file:///data/x.db?password=hunter2', 'file:///data/x.db?…'],
    ['sqlite:file:x.db?key=hunter2', 'sqlite:file:x.db…'],
    ['/data/x.db?hexkey=hunter2', '/data/x.db…'],
    ['Endpoint=h;SharedAccessKey=hunter2', 'Endpoint=h…'],
    ['hunter2@host:5432', '…@host:5432'],
    ['hunter2@host:5432/db', '…@host:5432/db'],
  ])('%s → %s', (source, shown) => {
    expect(hideSecrets(source)).toBe(shown);
    expect(hideSecrets(source)).not.toMatch(/hun|ter2/);
  });
});

describe('a source without one stays as it is', () => {
  it.each([
    '/home/me@corp/shop.db',
    './a:b@c.sqlite',
    '../data/passwords.db',
    'C:\\data\\me@corp:1.db',
    'me@corp.db',
    '/data/key=value.db',
    'shop.sqlite',
    'file:///home/me@corp/shop.db',
    'file:shop.db?mode=ro',
    ':memory:',
    'postgres://localhost:5432/shop',
    'bolt://[2001:db8::1]:7687',
    'postgres://a:1,b:2/shop',
    '/data/name=value.db',
    'password.db',
    '',
  ])('%s', (source) => {
    expect(hideSecrets(source)).toBe(source);
  });
});

describe('a message that quotes its source', () => {
  it.each([
    ['postgres://bob:hunter2@host/db', 'Invalid URL: postgres://bob:hunter2@host/db'],
    ['postgres://bob:hun%2Fter2@host', 'no such password: hun/ter2'],
    ['postgres://bob:hun/ter2@host/db', 'getaddrinfo ENOTFOUND hun'],
    ['postgres://bob:hunt@er2@host/db', 'database "er2@host/db" does not exist, hunt'],
    ['postgres://h/db?password=hunter2', 'wrong hunter2'],
    ["host=h password='hunter2'", "cannot parse host=h password='hunter2'"],
  ])('%s: %s', (source, message) => {
    expect(hideSecretsIn(message, source)).not.toMatch(/hun|er2/);
  });

  it('keeps what is none', () => {
    const message = 'connect ECONNREFUSED 127.0.0.1:5432';
    expect(hideSecretsIn(message, 'postgres://bob:hunter2@127.0.0.1:5432/db')).toBe(message);
  });
});
