/**
 * Attributes that many domains share, one a line:
 * `key | column words, first the usual | other nouns that people use | values | most; least | more than | less than | equal`.
 *
 * `values` is a type with its range (`int 18 70`, `real 1.5 90`, `date 2005 2024`, `datetime 2015 2024`, `bool`) or the name
 * of a pool. `most; least` are superlatives that stand before the noun; `{v}` is the value.
 */
export const attributeLines = `
name | name,full name | | personName | | | | named {v};called {v};by the name of {v}
first_name | first name,given name,forename | first name,given name | firstName | | | | with the first name {v}
last_name | last name,surname,family name | last name,surname,family name | lastName | | | | with the last name {v};whose surname is {v}
age | age | age in years | int 18 70 | oldest;youngest | older than {v};over the age of {v};above {v} years of age;over {v} | younger than {v};under the age of {v};under {v} | aged {v};who are {v} years old
birth_year | birth year,year of birth,year born | year of birth | int 1940 2004 | youngest;oldest | born after {v} | born before {v} | born in {v}
birth_date | birth date,date of birth,birthday | date of birth,birthday | date 1950 2004 | youngest;oldest | born after {v} | born before {v} | born on {v}
gender | gender,sex | sex,gender | gender | | | |
nationality | nationality,citizenship | citizenship | nationality | | | | of {v} nationality;who are {v}
country | country,country name | nation | country | | | | from {v};in {v};based in {v}
city | city,city name,town | town | city | | | | from {v};in {v};located in {v}
state | state,province,region | province,region | region | | | | in {v};from {v}
hometown | hometown,home city,birthplace | home town,birth place | city | | | | from {v};who come from {v}
street | street,address,street address | address | street | | | |
postcode | postal code,zip code,postcode | zip code,postcode | postcode | | | |
email | email,email address,mail | email address,mail address | email | | | |
phone | phone,phone number,telephone | phone number,telephone number | phone | | | |
website | website,url,web page | web address,url | website | | | |
salary | salary,annual salary,pay | pay,wage,yearly salary | int 28000 160000 | best paid,highest paid;lowest paid,worst paid | earning more than {v};who make more than {v};paid over {v} | earning less than {v};who make less than {v} |
price | price,cost,list price | cost,price tag | real 2 900 | most expensive,priciest;cheapest,least expensive | that cost more than {v};priced above {v};more expensive than {v} | that cost less than {v};cheaper than {v};priced below {v} | that cost {v}
fee | fee,charge | charge,cost | real 5 400 | most expensive;cheapest | that cost more than {v};with a charge above {v} | that cost less than {v} |
amount | amount,total amount,sum | total,sum paid | real 10 5000 | largest,biggest;smallest | of more than {v};exceeding {v} | of less than {v};below {v} | of {v}
budget | budget,budget amount | funds,available money | int 5000 2000000 | best funded;least funded | with more than {v} in funds | with less than {v} in funds |
revenue | revenue,turnover,sales | sales,income,turnover | int 10000 9000000 | top earning;lowest earning | that earn more than {v};making over {v} | that earn less than {v} |
profit | profit,net profit | earnings,gain | int -40000 900000 | most profitable;least profitable | that gained more than {v} | that gained less than {v} |
quantity | quantity,number of units | number of units,count of items | int 1 60 | largest;smallest | of more than {v} units;with over {v} units | of fewer than {v} units |
stock | stock,units in stock,inventory | units available,inventory level | int 0 500 | best stocked;least stocked | with more than {v} units available | with fewer than {v} units available |
capacity | capacity,max capacity,seats | maximum capacity,number of seats | int 20 60000 | largest,biggest;smallest | that can hold more than {v};that fit more than {v} people | that can hold fewer than {v};that fit less than {v} people |
area | area,surface area,size | surface,land area | real 10 9000 | largest,biggest;smallest | larger than {v};bigger than {v} | smaller than {v} |
population | population,inhabitants | number of inhabitants,number of people | int 800 9000000 | most populous,most populated;least populous,least populated | with more than {v} inhabitants;more populous than {v} | with fewer than {v} inhabitants |
height | height,height cm | stature | int 150 210 | tallest;shortest | taller than {v};over {v} cm tall | shorter than {v} | {v} cm tall
elevation | elevation,altitude,height m | altitude,height above sea level | int 120 8300 | highest;lowest | higher than {v};above {v} meters | lower than {v};below {v} meters |
weight | weight,weight kg,mass | mass | real 1 140 | heaviest;lightest | heavier than {v};weighing more than {v} | lighter than {v};weighing less than {v} | that weigh {v}
length | length,length km | extent | real 1 900 | longest;shortest | longer than {v} | shorter than {v} |
width | width,width m | breadth | real 1 60 | widest;narrowest | wider than {v} | narrower than {v} |
depth | depth,depth m | how deep it is | real 2 400 | deepest;shallowest | deeper than {v} | shallower than {v} |
distance | distance,distance km | number of kilometers | real 1 2500 | longest,farthest;shortest | longer than {v} kilometers;of over {v} km | shorter than {v} kilometers |
duration | duration,duration minutes,length | length in minutes,running time | int 3 240 | longest;shortest | longer than {v} minutes;that last more than {v} minutes | shorter than {v} minutes;that last less than {v} minutes | that last {v} minutes
speed | max speed,top speed,speed | top speed,maximum speed | int 40 320 | fastest;slowest | faster than {v};that go faster than {v} | slower than {v} |
rating | rating,score,stars | score,number of stars | real 1 5 | best rated,highest rated,top rated;worst rated,lowest rated | rated above {v};rated higher than {v} | rated below {v};rated lower than {v} | rated {v}
score | score,points,result | points,result | int 0 100 | top scoring;lowest scoring | that scored more than {v};scoring above {v} | that scored less than {v};scoring below {v} |
rank | rank,ranking,position | position,place in the ranking | int 1 90 | | ranked below {v} | ranked above {v} | ranked {v}
grade | grade,mark,final grade | mark,final mark | int 40 100 | | above {v} points | below {v} points |
credits | credits,credit hours,points | credit points,number of credits | int 1 12 | | worth more than {v} credits | worth fewer than {v} credits | worth {v} credits
year | year,calendar year | calendar year | int 1995 2024 | most recent,latest;earliest | after {v};later than {v} | before {v};earlier than {v} | in {v};from {v}
founded | founded,founding year,year founded | founding year,year of foundation | int 1850 2020 | newest,most recently founded;oldest | founded after {v};established after {v} | founded before {v};established before {v} | founded in {v};established in {v}
built | year built,construction year,built | year of construction,construction year | int 1880 2022 | newest;oldest | built after {v};constructed after {v} | built before {v};constructed before {v} | built in {v};constructed in {v}
opened | opening year,year opened,opened | opening year,year it opened | int 1920 2022 | newest;oldest | opened after {v};that opened after {v} | opened before {v};that opened before {v} | opened in {v};that opened in {v}
release_year | release year,year released,year | year of release,release year | int 1970 2024 | newest,latest;oldest,earliest | released after {v};that came out after {v} | released before {v};that came out before {v} | released in {v};that came out in {v}
publication_year | publication year,year published,pub year | year of publication,publishing year | int 1930 2024 | newest,latest;oldest,earliest | published after {v} | published before {v} | published in {v}
date | date,day | day,date | date 2015 2024 | most recent,latest;earliest,first | after {v};dated later than {v} | before {v};dated earlier than {v} | on {v};dated {v}
start_date | start date,begin date,from date | first day,beginning | date 2012 2023 | most recently started;first started | that started after {v};starting after {v} | that started before {v};starting before {v} | that started on {v}
end_date | end date,finish date,to date | last day,ending | date 2013 2025 | | that ended after {v} | that ended before {v} | that ended on {v}
join_date | join date,date joined,member since | day of joining,registration date | date 2010 2024 | newest,most recent;longest standing | who joined after {v} | who joined before {v} | who joined on {v}
hire_date | hire date,date hired,employed since | date of hiring,first working day | date 2000 2024 | most recently hired;longest serving | hired after {v};employed after {v} | hired before {v};employed before {v} | hired on {v}
due_date | due date,deadline | deadline,day it is due | date 2018 2025 | | due after {v} | due before {v} | due on {v}
timestamp | time,timestamp,created at | moment,date and time | datetime 2019 2024 | latest,most recent;earliest | after {v} | before {v} |
experience | years of experience,experience,years worked | years of experience,working years | int 0 40 | most experienced;least experienced | with more than {v} years of experience | with less than {v} years of experience | with {v} years of experience
employees | number of employees,employees,staff count | staff size,number of staff,headcount | int 5 4000 | largest,biggest;smallest | with more than {v} employees;employing over {v} people | with fewer than {v} employees;employing less than {v} people |
pages | pages,number of pages,page count | number of pages,page count | int 40 1200 | longest;shortest | longer than {v} pages;with over {v} pages | shorter than {v} pages;with under {v} pages | of {v} pages
language | language,main language | tongue,spoken language | language | | | | in {v}
color | color,colour | colour,color | color | | | |
description | description,details,notes | details,notes,remarks | remark | | | |
code | code,short code | abbreviation,identifier code | code | | | | with the code {v}
is_active | is active,active | active flag | bool | | | |
discount | discount,discount percent | price reduction,reduction | int 0 60 | | discounted by more than {v} percent | discounted by less than {v} percent |
temperature | temperature,temp,avg temperature | degrees,how warm it is | real -20 42 | hottest,warmest;coldest | warmer than {v};hotter than {v} degrees | colder than {v} |
attendance | attendance,number of visitors,audience | number of visitors,crowd size | int 50 60000 | most attended,best attended;least attended | attended by more than {v} people | attended by fewer than {v} people |
wins | wins,games won,victories | victories,number of wins | int 0 60 | most successful,winningest;least successful | that won more than {v} times;with over {v} victories | that won fewer than {v} times |
losses | losses,games lost,defeats | defeats,number of losses | int 0 60 | | with more than {v} defeats | with fewer than {v} defeats |
goals | goals,goals scored | goals scored | int 0 45 | top scoring;lowest scoring | with more than {v} goals;that scored over {v} goals | with fewer than {v} goals |
`.trim();
