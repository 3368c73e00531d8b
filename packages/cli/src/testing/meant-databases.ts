/** Databases of questions whose meaning is easily missed, as SQL of SQLite. */
export const meantDatabases: Readonly<Record<string, string>> = {
  shop: `
    CREATE TABLE customers(id INTEGER PRIMARY KEY,name TEXT,country TEXT,age INTEGER,active BOOLEAN);
    INSERT INTO customers VALUES(1,'José Álvarez','Spain',40,true),(2,'Ann Lee','Germany',35,false),(3,'Bob Ray',NULL,28,true),(4,'Cid Fox','France',NULL,true),(5,'Dora Kim','Germany',61,false);
    CREATE TABLE orders(id INTEGER PRIMARY KEY,customer_id INTEGER REFERENCES customers(id),total REAL,placed_at TIMESTAMP,status TEXT);
    INSERT INTO orders VALUES(1,1,10,'2023-05-01 09:30:00','open'),(2,1,20,'2023-05-01 18:00:00','shipped'),(3,2,30,'2023-05-02 00:00:00','open'),(4,NULL,99,'2024-01-15 12:00:00','open'),(5,2,5,'2023-12-31 23:59:00','shipped'),(6,4,NULL,NULL,NULL);
    CREATE TABLE products(id INTEGER PRIMARY KEY,name TEXT,price REAL,discount TEXT);
    INSERT INTO products VALUES(1,'Lamp',30,'50% off'),(2,'Desk',NULL,'500 off'),(3,'Chair',80,'5_0'),(4,'Pen',2,'50 off'),(5,'Sofa',80,'none');`,
  staff: `
    CREATE TABLE employees(id INTEGER PRIMARY KEY,name TEXT,salary REAL,hired DATE,manager_id INTEGER REFERENCES employees(id));
    INSERT INTO employees VALUES(1,'Ada',9000,'2015-03-01',NULL),(2,'Cid',7000,'2018-06-15',1),(3,'Dee',4000,'2020-01-10',2),(4,'Eli',4500,'2021-09-01',2);
    CREATE TABLE categories(id INTEGER PRIMARY KEY,name TEXT,parent_id INTEGER REFERENCES categories(id));
    INSERT INTO categories VALUES(1,'Home',NULL),(2,'Kitchen',1),(3,'Pans',2),(4,'Garden',1);`,
  league: `
    CREATE TABLE teams(id INTEGER PRIMARY KEY,name TEXT,city TEXT);
    INSERT INTO teams VALUES(1,'Lions','Leeds'),(2,'Tigers','York'),(3,'Bears','Hull');
    CREATE TABLE matches(id INTEGER PRIMARY KEY,home_team_id INTEGER REFERENCES teams(id),away_team_id INTEGER REFERENCES teams(id),home_score INTEGER,played DATE);
    INSERT INTO matches VALUES(1,1,2,3,'2022-01-05'),(2,1,3,0,'2022-02-11'),(3,2,1,2,'2022-03-20'),(4,3,2,1,'2023-04-01'),(5,1,2,2,'2023-05-06'),(6,3,1,5,'2023-06-09');`,
  users: `
    CREATE TABLE users(id INTEGER PRIMARY KEY,name TEXT,emailAddress TEXT,created_at INTEGER,last_login TIMESTAMP,is_deleted INTEGER,subscribed TEXT);
    INSERT INTO users VALUES(1,'Ann','ann@x.org',1614592800,'2024-01-01 10:00:00',0,'Y'),(2,'Ben','ben@x.org',1652263200,NULL,0,'N'),(3,'Cat',NULL,1672480800,NULL,1,'Y'),(4,'Dan','dan@x.org',1672567200,'2024-02-01 11:00:00',0,'N');`,
  stock: `
    CREATE TABLE Products("Product ID" INTEGER PRIMARY KEY,"Product Name" TEXT,"Supplier ID" INTEGER);
    INSERT INTO Products VALUES(1,'Tea',11),(2,'Jam',12),(11,'Oil',11);
    CREATE TABLE Suppliers("Supplier ID" INTEGER PRIMARY KEY,"Company Name" TEXT);
    INSERT INTO Suppliers VALUES(11,'Acme'),(12,'Brix'),(1,'Core');`,
  mail: `
    CREATE TABLE people(id INTEGER PRIMARY KEY,name TEXT,email TEXT);
    INSERT INTO people VALUES(1,'Ann','a@x.org'),(2,'Bob',NULL),(3,'Cat','c@x.org');
    CREATE TABLE messages(id INTEGER PRIMARY KEY,sender_id INTEGER REFERENCES people(id),receiver_id INTEGER REFERENCES people(id),sent_at TEXT);
    INSERT INTO messages VALUES(1,1,2,'2023-05-03 10:00:00'),(2,1,3,'2023-05-31 23:00:00'),(3,2,1,'2023-06-01 09:00:00'),(4,1,2,'2022-05-03 10:00:00');`,
  theatre: `
    CREATE TABLE seat(hall TEXT,number INTEGER,price REAL,colour TEXT,PRIMARY KEY(hall,number));
    INSERT INTO seat VALUES('A',1,10,'red'),('A',2,12,'blue'),('B',1,20,'red'),('B',2,25,'green');
    CREATE TABLE booking(id INTEGER PRIMARY KEY,hall TEXT,number INTEGER,guest TEXT,day DATE,FOREIGN KEY(hall,number) REFERENCES seat(hall,number));
    INSERT INTO booking VALUES(1,'A',1,'Ann','2024-01-01'),(2,'B',1,'Bob','2024-01-02'),(3,'B',2,'Ann','2024-01-03'),(4,NULL,2,'Cem','2024-01-04'),(5,'B',NULL,'Dan',NULL),(6,'A',1,'Eve','2024-02-01');`,
};
