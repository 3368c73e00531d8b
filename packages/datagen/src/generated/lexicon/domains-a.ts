/** Domains from daily life, culture and education; see `parse-domain.ts` for the notation. */
export const everydayDomains = `
= public library
book/volume: title<title> genre{Mystery,Fantasy,Biography,Poetry,History,Science} pages publication_year language >author[written by,by]
author/writer: person nationality birth_year
borrower/reader,patron: person email city join_date
loan/checkout: >book[of] >borrower[made by,taken out by] date:loan_date due_date fee:late_fee
branch/library branch: name<place> city opened capacity:seats
= museum
exhibit/artwork,piece: title<title> medium{oil,watercolor,bronze,marble,photograph} year:creation_year value_estimate#500-900000!most_valuable/least_valuable >artist[by,created by,made by] >gallery[shown in,displayed in]
artist/painter: person country birth_year
gallery/hall: name<place> floor#0-5 area theme{modern,classic,natural,maritime}
visit/museum visit: >guest[by,made by] >gallery[to] date:visit_date tickets_bought#1-8
guest/visitor: person age city
= cooking site
recipe/dish: name<adj:Soup,Curry,Salad,Stew,Pie,Risotto,Tacos,Noodles,Cake,Bread> cuisine{Italian,Mexican,Thai,Indian,French,Greek} duration:cooking_time calories#80-1400 rating >chef[by,created by]
chef/cook: person country experience
ingredient/component: name{salt,basil,tomato,garlic,onion,butter,flour,rice,chicken,beef,lemon,ginger,cream,cheese,egg,lentil,pepper,thyme,sugar,olive oil,spinach,carrot,yeast,honey} kind{vegetable,spice,dairy,grain,meat} price:unit_price
recipe use/ingredient line: >recipe[of,in] >ingredient[of,using] quantity
= gym
trainer/coach: person specialty{yoga,boxing,pilates,spinning,strength} experience salary
gym member/client: person age gender join_date >trainer[trained by,coached by]
workout class/session: name<adj:Flow,Burn,Stretch,Boost,Ride,Core> difficulty{easy,medium,hard} duration >trainer[taught by,led by]
enrollment/booking: >gym member:member[by,of] >workout class:class[for,in] date:booking_date score:satisfaction
= university courses
student/undergraduate: person age major{Biology,Physics,History,Economics,Linguistics,Music} gpa#1-4.2!best/weakest hometown
professor/lecturer: person rank_title{assistant,associate,full} salary hire_date >faculty[in,working in,of]
faculty/school: name<adj:School of Arts,School of Law,School of Medicine,School of Engineering> budget founded
course/class: title<adj:Algebra,Chemistry,Logic,Statistics,Drama,Genetics,Ethics,Programming> credits semester{fall,spring,summer} >professor:instructor[taught by,given by]
registration/enrollment: >student[of,by] >course[in,for] grade year
= primary school
teacher/instructor: person subject{math,reading,science,art,music} hire_date salary
pupil/child,student: first_name last_name age height >classroom[in,assigned to]
classroom/room: name<code> floor#0-3 capacity >teacher:homeroom teacher[led by,of]
club/activity group: name<adj:Chess Club,Robotics Club,Choir,Drama Club,Garden Club> day{Monday,Tuesday,Wednesday,Thursday,Friday} fee >teacher:supervisor[supervised by,run by]
club membership/participation: >pupil[of] >club[in,of] start_date
= music festival
band/group: name<title> genre{rock,jazz,folk,metal,pop,blues} formed_year#1965-2022 country fee:booking_fee
stage/venue: name<place> capacity surface{indoor,outdoor,tent}
performance/show: >band[by,of] >stage[on,at] date:show_date duration attendance
sponsor/backer: name<company> industry{beverage,telecom,bank,fashion} contribution#1000-90000!largest/smallest >stage[sponsoring,supporting]
= record shop
album/record: title<title> release_year price stock:copies >musician[by,recorded by] >label[released by,published by]
musician/recording artist: person country birth_year instrument{guitar,piano,drums,violin,trumpet,bass}
label/record label: name<company> country founded
track/song: title<title> duration:length_seconds#95-620!longest/shortest plays#1000-9000000!most_played/least_played >album[on,from]
= movie catalogue
film/movie,picture: title<title> release_year duration:runtime rating gross#100000-800000000!highest_grossing/lowest_grossing >director[directed by,by]
director/filmmaker: person nationality birth_year
actor/performer: person gender birth_date
role/part: >actor[played by,of] >film[in] character_name<name> pay#1000-900000!best_paid/worst_paid
award/prize: title<adj:Best Picture,Best Script,Best Score,Audience Prize> year >film[won by,given to]
= television
tv series/show,series: title<title> genre{drama,comedy,crime,documentary} seasons#1-14!longest_running/shortest_running >network:broadcaster[aired by,shown on]
network/channel: name<adj:Channel,Network,TV> country viewers#10000-9000000!most_watched/least_watched
episode/installment: title<title> season_number#1-9 air_date~date duration >tv series:series[of,from]
presenter/host: person age salary >tv series:series[hosting,presenting]
= theater
play/drama: title<title> acts#1-6 premiere_year#1900-2023 >playwright[written by,by]
playwright/dramatist: person country birth_year
theater/playhouse: name<place> city capacity built
staging/production: >play[of] >theater[at,in] start_date end_date ticket_price#15-180.2!most_expensive/cheapest
= photography contest
photo/picture,image: title<title> category{portrait,landscape,street,wildlife} date:taken_on votes#0-4000!most_voted/least_voted >photographer[taken by,by] >camera[shot with,taken with]
photographer/photo artist: person country age
camera/device: brand{Nikon,Canon,Leica,Sony,Fuji} model_name<code> price:retail_price megapixels#8-100
= chess league
chess player/player: person country elo_rating#1100-2850!strongest,highest_rated/weakest,lowest_rated birth_year title_held{GM,IM,FM,none}
tournament/competition: name<adj:Open,Masters,Cup,Memorial> city year prize_fund#500-300000!richest/poorest
game/match: >chess player:white player[with white played by,where white is] >chess player:black player[with black played by,where black is] >tournament[in,at] moves#9-140!longest/shortest result{1-0,0-1,draw}
= football league
club/team: name<team> city founded >stadium:home ground[playing at,based at]
stadium/ground,arena: name<place> capacity opened
footballer/player: person nationality age height goals position{goalkeeper,defender,midfielder,forward} >club[playing for,of,in]
fixture/match: >club:home club[hosted by,where the home side is] >club:away club[visited by,where the away side is] date:match_date attendance home_goals#0-7 away_goals#0-7
= tennis tour
player/tennis player: person country birth_date height prize_money#1000-9000000!richest/poorest
tournament/event: name<adj:Open,Classic,Championship> city surface{clay,grass,hard,carpet}
match/encounter: >player:winner[won by] >player:loser[lost by] >tournament[at,in] year round{final,semifinal,quarterfinal} duration
= swimming
swimmer/athlete: person country age gender
meet/swim meet: name<adj:Invitational,Games,Cup> city date
result/swim: >swimmer[by,of] >meet[at] stroke{butterfly,backstroke,breaststroke,freestyle} distance_m#50-1500 finish_seconds#22-990.2!slowest/fastest
= cycling
cyclist/rider: person nationality weight age >cycling team:team[riding for,of]
cycling team/squad: name<company> country budget
stage/leg: name<place> distance kind{flat,mountain,time trial} date:held_on
stage result/finish: >cyclist[of,by] >stage[in] rank:finish_place minutes#60-400!slowest/fastest
= climbing
mountain/peak: name<place> country elevation range_name{Alps,Andes,Rockies,Himalaya,Carpathians}
climber/mountaineer: person nationality birth_year
expedition/climb: >climber:leader[led by] >mountain[to,on] year days#2-60!longest/shortest success{yes,no}
= ski resort
resort/ski area: name<place> country elevation lifts#2-70!biggest/smallest
slope/piste,run: name<title> difficulty{green,blue,red,black} length >resort[at,in]
ski pass/pass: kind{day,week,season} price valid_days#1-180 >resort[for,sold by]
instructor/ski teacher: person language experience >resort[working at,at]
= horse riding
horse/mount: name<adj:Star,Dancer,Spirit,Prince,Arrow> breed{Arabian,Friesian,Haflinger,Mustang} birth_year weight#350-700!heaviest/lightest >stable[kept at,in]
stable/barn: name<place> city capacity:boxes
rider/jockey: person age height:height_cm
ride/lesson: >horse[on,with] >rider[by,of] date:ride_date duration fee
= zoo
animal/creature: name<adj:Leo,Kiki,Bruno,Luna,Nala,Otto> species{lion,zebra,panda,otter,giraffe,penguin} birth_year weight >enclosure[living in,kept in] >keeper[cared for by,looked after by]
enclosure/habitat: name<place> climate{tropical,arid,arctic,temperate} area
keeper/zookeeper: person hire_date salary
feeding/meal: >animal[of,for] food{fish,hay,fruit,meat,insects} amount_kg#1-40.1!largest/smallest timestamp:fed_at
`.trim();
