/** SQL for the questions of the tutorial: an independent way to their answers. */
export const tutorialSql: Readonly<Record<string, string>> = {
  'What are the names of all ships?': 'SELECT name FROM Ship',
  'Show the name and nationality of every captain.': 'SELECT name, nationality FROM Captain',
  'Which captain commands each ship?':
    'SELECT Ship.name AS s, Captain.name AS c FROM Ship JOIN Captain USING (captain_id)',
  'What goods did the ship Kitsune bring?':
    "SELECT goods FROM Cargo JOIN Visit USING (visit_id) JOIN Ship USING (ship_id) WHERE name = 'Kitsune'",
  'Which ships were built after 2005?': 'SELECT name FROM Ship WHERE built > 2005',
  'Which visits have no fee recorded?': 'SELECT visit_id, arrived FROM Visit WHERE fee IS NULL',
  'Which ships have "sea" in their name?': "SELECT name FROM Ship WHERE name LIKE '%sea%'",
  'Which berths have a name that ends in Dock?': "SELECT name FROM Berth WHERE name LIKE '%Dock'",
  'Which ships are ferries or tankers?': "SELECT name FROM Ship WHERE kind IN ('ferry', 'tanker')",
  'Which captains are neither Norwegian nor Irish?':
    "SELECT name FROM Captain WHERE nationality NOT IN ('Norway', 'Ireland')",
  'List every ship with its captain, if it has one.':
    'SELECT Ship.name AS s, Captain.name AS c FROM Ship LEFT JOIN Captain USING (captain_id)',
  'How many visits did each ship make, also those that made none?':
    'SELECT name, count(visit_id) FROM Ship LEFT JOIN Visit USING (ship_id) GROUP BY Ship.ship_id',
  'Which ships have never visited the harbour?':
    'SELECT name FROM Ship WHERE ship_id NOT IN (SELECT ship_id FROM Visit)',
  'Which captains command a ship longer than 200 metres?':
    'SELECT name FROM Captain WHERE captain_id IN (SELECT captain_id FROM Ship WHERE length_m > 200)',
  'What kinds of ships are there?': 'SELECT DISTINCT kind FROM Ship',
  'How many different goods were brought?': 'SELECT count(DISTINCT goods) FROM Cargo',
  'How many ships are there of each kind?': 'SELECT kind, count(*) FROM Ship GROUP BY kind',
  'What is the total weight of cargo that each ship brought?':
    'SELECT name, sum(tonnes) FROM Cargo JOIN Visit USING (visit_id) JOIN Ship USING (ship_id) GROUP BY name',
  'What are the three longest ships?':
    'SELECT name, length_m FROM Ship ORDER BY length_m DESC LIMIT 3',
  'Which visit had the highest fee?': 'SELECT visit_id, fee FROM Visit ORDER BY fee DESC LIMIT 1',
  'Which berths had more than two visits?':
    'SELECT name, count(*) FROM Visit JOIN Berth USING (berth_id) GROUP BY berth_id HAVING count(*) > 2',
  'Which ships are longer than the average ship?':
    'SELECT name FROM Ship WHERE length_m > (SELECT avg(length_m) FROM Ship)',
  'Which of the ships Kitsune, Brave Heron and Moonraker are known, and when were they built?':
    "SELECT name, built FROM Ship WHERE name IN ('Kitsune', 'Brave Heron', 'Moonraker')",
  'List the names of all captains and all ships.':
    'SELECT name FROM Captain UNION SELECT name FROM Ship',
  'Which years saw a ship built or a visit made?':
    "SELECT built FROM Ship UNION SELECT CAST(strftime('%Y', arrived) AS INTEGER) FROM Visit",
  'How many ships are longer than 150 metres and how many are not?':
    "SELECT CASE WHEN length_m > 150 THEN 'long' ELSE 'short' END, count(*) FROM Ship GROUP BY 1",
  'Show each captain as a veteran from twenty years at sea, else as a mate.':
    "SELECT name, CASE WHEN years_at_sea >= 20 THEN 'veteran' ELSE 'mate' END FROM Captain",
};
