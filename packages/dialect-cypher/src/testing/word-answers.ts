import type { Value } from '@momq/dialect';

/** SQL for the questions of the pages about words and functions, or the answers, worked out by hand from the sample. */
export const wordAnswers: Readonly<Record<string, string | readonly (readonly Value[])[]>> = {
  'Which two ships come third and fourth by year of building?':
    'SELECT name FROM Ship ORDER BY built LIMIT 2 OFFSET 2',
  'List the captains by years at sea, but for the one with the most.':
    'SELECT name FROM Captain ORDER BY years_at_sea DESC LIMIT -1 OFFSET 1',
  'Which ships have a name that starts with S?': "SELECT name FROM Ship WHERE name LIKE 'S%'",
  'Which berths have a name that starts with North or ends with Ramp?':
    "SELECT name FROM Berth WHERE name LIKE 'North%' OR name LIKE '%Ramp'",
  'Which ships are either longer than 190 metres or built before 2005, but not both?':
    'SELECT name FROM Ship WHERE (length_m > 190) <> (built < 2005)',
  'Which visits had either a fee above 1000 or were in 2024, but not both?':
    "SELECT visit_id FROM Visit WHERE (fee > 1000) <> (arrived >= '2024-01-01')",
  'Which captains command no ferry?':
    "SELECT name FROM Captain WHERE captain_id NOT IN (SELECT captain_id FROM Ship WHERE kind = 'ferry')",
  'Which captains command no ship built before 2000?':
    'SELECT name FROM Captain WHERE captain_id NOT IN (SELECT captain_id FROM Ship WHERE built < 2000 AND captain_id IS NOT NULL)',
  'Which captains command some ship built before 2000?':
    'SELECT name FROM Captain WHERE captain_id IN (SELECT captain_id FROM Ship WHERE built < 2000)',
  'Which ships ever brought more than 5000 tonnes of something?':
    'SELECT DISTINCT Ship.name FROM Ship JOIN Visit USING (ship_id) JOIN Cargo USING (visit_id) WHERE tonnes > 5000',
  'Which captains command exactly one ship built after 2010?':
    'SELECT name FROM Captain JOIN (SELECT captain_id, count(*) AS n FROM Ship WHERE built > 2010 GROUP BY captain_id) USING (captain_id) WHERE n = 1',
  'Which ships came exactly once in 2023?':
    "SELECT name FROM Ship JOIN (SELECT ship_id, count(*) AS n FROM Visit WHERE arrived < '2024-01-01' GROUP BY ship_id) USING (ship_id) WHERE n = 1",
  'How many tonnes did each visit bring in all, added up item by item?':
    'SELECT visit_id, sum(tonnes) FROM Cargo GROUP BY visit_id',
  'What is the sum of the years at sea of all captains, added up one by one?':
    'SELECT sum(years_at_sea) FROM Captain',
  'How many steps is Ingrid Solberg away from the North Quay?': [[3]],
  'How many steps lie between the cargo cod and the captain Aoife Brennan?': [[3]],
  'How many shortest ways lead from Ingrid Solberg to the North Quay?': [[2]],
  'How many shortest ways lead from Aoife Brennan to the Ferry Ramp?': [[3]],
  'Through which kinds of nodes does the way from the cod to its ship lead?': [
    [['Cargo', 'Visit', 'Ship']],
  ],
  'How many nodes are on the way from the cod to its captain?': [[4]],
  'Over which types of links does the way from the cod to its ship lead?': [[['VISIT', 'SHIP']]],
  'Over how many links is the paper connected with a captain?': [[3]],
  'Which visits does each link of the timber lead to?': [
    ['timber', 1],
    ['timber', 7],
  ],
  'Which captain does the link of the ship Kitsune lead to?': [['Kitsune', 'Takumi Arai']],
  'How many properties does the ship Kitsune have?': [[6]],
  'Which ships have no captain_id among their properties?':
    'SELECT name FROM Ship WHERE captain_id IS NULL',
  'What kind does the map of the ship Kitsune say?': "SELECT kind FROM Ship WHERE name = 'Kitsune'",
  'How deep is the Oil Jetty, by its map of properties?':
    "SELECT depth_m FROM Berth WHERE name = 'Oil Jetty'",
  'How many different ids do the ships have?': 'SELECT count(*) FROM Ship',
  'How many pairs of captains with different ids are there?': [[10]],
  'How many different element ids do the berths have?': 'SELECT count(*) FROM Berth',
  'Which captains are not the same element as Lena Vogt?':
    "SELECT name FROM Captain WHERE name <> 'Lena Vogt'",
  'Which ship was built first?': 'SELECT name FROM Ship ORDER BY built LIMIT 1',
  'What is the first name of each captain?': [
    ['Ingrid'],
    ['Mateus'],
    ['Aoife'],
    ['Takumi'],
    ['Lena'],
  ],
  'What is the last name of each captain?': [
    ['Solberg'],
    ['Coelho'],
    ['Brennan'],
    ['Arai'],
    ['Vogt'],
  ],
  'Which ship was built last?': 'SELECT name FROM Ship ORDER BY built DESC LIMIT 1',
  'How many ships are there besides the oldest?': [[5]],
  'What follows the first word in the name of each berth?': [
    [['Quay']],
    [['Jetty']],
    [['Ramp']],
    [['Dock']],
  ],
  'How many visits were there in each of the years 2023 and 2024?':
    'SELECT CAST(substr(arrived, 1, 4) AS INTEGER), count(*) FROM Visit GROUP BY 1',
  'What are the squares of 1 to 4?': [
    [1, 1],
    [2, 4],
    [3, 9],
    [4, 16],
  ],
  'Show the names of the berths in capital letters.': 'SELECT upper(name) FROM Berth',
  'How many captains have a name for each first letter?':
    'SELECT upper(substr(name, 1, 1)), count(*) FROM Captain GROUP BY 1',
  'What is half of the number in the text 2.5?': [[1.25]],
  'What is the average length of the ships, with the lengths as floats?':
    'SELECT avg(length_m) FROM Ship',
  'Is the text true a truth?': [[true]],
  'Which ships are there, if the text false is not true?': 'SELECT name FROM Ship',
  'Show name and building year of each ship in one text.': "SELECT name || ' ' || built FROM Ship",
  'Which ships were built in a year that ends with 8?':
    'SELECT name FROM Ship WHERE built % 10 = 8',
  'How many words has the name of each ship?':
    "SELECT name, 1 + length(name) - length(replace(name, ' ', '')) FROM Ship",
  'In which year, month and day was visit 5?': [[['2023', '05', '17']]],
  'Which ship is called Kitsune, however many spaces are typed around it?':
    "SELECT name, built FROM Ship WHERE name = 'Kitsune'",
  'Show the goods of each cargo without spaces around them.': 'SELECT trim(goods) FROM Cargo',
  'Which captain is called Lena Vogt, with any spaces before it left out?':
    "SELECT name, nationality FROM Captain WHERE name = 'Lena Vogt'",
  'Show the nationalities of the captains without leading spaces.':
    'SELECT nationality FROM Captain',
  'Which berth is called Fish Dock, with any spaces after it left out?':
    "SELECT name, depth_m FROM Berth WHERE name = 'Fish Dock'",
  'Show the kinds of the ships without trailing spaces.': 'SELECT kind FROM Ship',
  'Show the names of the ships with underscores for spaces.':
    "SELECT replace(name, ' ', '_') FROM Ship",
  'What would the Oil Jetty be called with Old in the place of Oil?': [['Old Jetty']],
  'How is Kitsune spelled backwards?': [['enustiK']],
  'What are the ships from the newest to the oldest, in one list?': [
    [['Kitsune', 'Brave Heron', 'Northern Tern', 'Silver Skua', 'Sea Lavender', 'Old Marigold']],
  ],
  'What are the first three letters of each berth?': 'SELECT substr(name, 1, 3) FROM Berth',
  'How many ships are there by the first letter of their kind?':
    'SELECT substr(kind, 1, 1), count(*) FROM Ship GROUP BY 1',
  'What are the last four letters of the name of each captain?':
    'SELECT substr(name, -4) FROM Captain',
  'Which visits were on the 17th or the 30th of a month?':
    "SELECT visit_id FROM Visit WHERE substr(arrived, -2) IN ('17', '30')",
  'What is the total fee of all visits, 0 where none is recorded?':
    'SELECT sum(coalesce(fee, 0)) FROM Visit',
  'Show the fee of each visit, -1 where there is none.':
    'SELECT visit_id, coalesce(fee, -1) FROM Visit',
  'How many visits have a fee that is not 650?': 'SELECT count(nullif(fee, 650)) FROM Visit',
  'What is the average fee, visits for 650 aside?': 'SELECT avg(nullif(fee, 650)) FROM Visit',
  'What is the median fee of the visits?': [[3900]],
  'What is the median number of years at sea?': [[17]],
  'What is the middle depth of the berths, as one of their depths?': [[7.2]],
  'What is the year by which half of the ships had been built?': [[2003]],
  'Is the standard deviation of the fees above 2000?': [[true]],
  'What is the standard deviation of 2, 4 and 6?': [[2]],
  'What is the standard deviation of the population 2, 4, 4, 4, 5, 5, 7 and 9?': [[2]],
  'Is the population spread of the fees below 2200?': [[true]],
  'In which month was each visit after 2023?': [
    [7, 1],
    [8, 2],
  ],
  'How many visits were there in March?':
    "SELECT count(*) FROM Visit WHERE substr(arrived, 6, 2) = '03'",
  'Which day was 10 days after visit 1?': [['2023-03-14']],
  'How many visits were within the month after 1 March 2023?':
    "SELECT count(*) FROM Visit WHERE arrived >= '2023-03-01' AND arrived < '2023-04-01'",
  "Which year was it at 10 o'clock UTC on 30 January 2024?": [[2024]],
  'How many visits were before noon UTC on 17 May 2023?':
    "SELECT count(*) FROM Visit WHERE arrived <= '2023-05-17'",
  'Which hour is it in the local time 2024-01-30 10:15?': [[10]],
  'How many visits were before local noon on 1 April 2023?':
    "SELECT count(*) FROM Visit WHERE arrived <= '2023-04-01'",
  'Which minute is it at a quarter past ten, local time?': [[15]],
  "Is 9 o'clock local time before 10?": [[true]],
  'Which hour is it at a quarter past ten UTC?': [[10]],
  "Is 9 o'clock UTC before 10 o'clock UTC?": [[true]],
  'Which captain is called Lena Vogt in the form NFC?':
    "SELECT nationality FROM Captain WHERE name = 'Lena Vogt'",
  'Which berths have the same name in the form NFD?': 'SELECT name FROM Berth',
  'Which ships are called the same in the form NFKC?': 'SELECT name FROM Ship',
  'Which goods are called wood or timber in the form NFKC?':
    "SELECT cargo_id FROM Cargo WHERE goods = 'timber'",
  'Which captains have the same name in the form NFKD?': 'SELECT name FROM Captain',
  'How many goods stay what they are in the form NFKD?': 'SELECT count(*) FROM Cargo',
  'Which ships have no visits?':
    'SELECT name FROM Ship WHERE ship_id NOT IN (SELECT ship_id FROM Visit)',
  'How many captains have a name that is not empty?': 'SELECT count(*) FROM Captain',
  'How many visits did every ship make, counted ship by ship?':
    'SELECT name, count(visit_id) FROM Ship LEFT JOIN Visit USING (ship_id) GROUP BY Ship.ship_id',
  'How many ships does every captain command, counted captain by captain?':
    'SELECT Captain.name, count(ship_id) FROM Captain LEFT JOIN Ship USING (captain_id) GROUP BY captain_id',
  'Which kinds of nodes are there?': [['Captain'], ['Ship'], ['Berth'], ['Visit'], ['Cargo']],
  'How many kinds of nodes are there?': [[5]],
  'How long is a made-up identity?': [[36]],
  'How many made-up identities do the ships need?': 'SELECT count(*) FROM Ship',
};
