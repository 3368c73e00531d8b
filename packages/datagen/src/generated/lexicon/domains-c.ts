/** Domains of science, nature, health and public life; see `parse-domain.ts` for the notation. */
export const publicDomains = `
= clinic
doctor/physician: person specialty{cardiology,neurology,dermatology,pediatrics,oncology} experience salary
patient/sick person: person birth_date gender blood_type{A,B,AB,O} city
appointment/consultation: >doctor[with] >patient[of,for] date:visit_date fee status{done,missed,planned}
prescription/drug order: >patient[for] >doctor[by,written by] >drug[of] days#1-60!longest/shortest
drug/medicine,medication: name<code> manufacturer~company price dosage_mg#1-900!strongest/weakest
= hospital wards
ward/unit: name<place> floor#0-9 beds#4-60!largest/smallest
nurse/caregiver: person shift{day,night,late} hire_date salary >ward[on,working on,assigned to]
inpatient/patient: person age diagnosis{fracture,asthma,flu,diabetes,migraine} admission_date~date >ward[in,lying in]
surgery/operation: >inpatient:patient[of,on] surgeon_name<name> date:performed_on duration cost#500-60000!most_expensive/cheapest
= pharmacy
pharmacist/chemist: person experience >pharmacy[working at,at]
pharmacy/drugstore: name<title> city opened
remedy/medicine: name<adj:Syrup,Tablets,Cream,Drops,Balm> kind{painkiller,antibiotic,vitamin,ointment} price needs_prescription{yes,no}
dispensing/sale: >pharmacy[at] >remedy[of] quantity date:dispensed_on
= veterinary
pet/animal: name<adj:Rex,Milo,Bella,Coco,Max,Daisy> species{dog,cat,rabbit,parrot,hamster} age:age_years#1-18!oldest/youngest weight >pet owner:owner[owned by,of,belonging to]
pet owner/owner: person phone city
vet/veterinarian: person experience
treatment/checkup: >pet[of] >vet[by,done by] date:treated_on cost#15-1200.2!most_expensive/cheapest reason{vaccination,injury,dental,checkup}
= dog breeding
dog/hound: name<adj:Shadow,Bear,Scout,Ruby,Bolt> breed{Beagle,Collie,Poodle,Boxer,Husky} birth_date weight >breeder[bred by,from]
breeder/kennel: name<company> city founded
dog show/show: name<adj:Derby,Gala,Show> city year
show entry/entry: >dog[of] >dog show:show[in,at] score rank:place
= botanical garden
plant/specimen: name<adj:Fern,Orchid,Cactus,Lily,Maple,Moss> family{Rosaceae,Fabaceae,Poaceae,Orchidaceae} height:height_cm#3-900!tallest/shortest planted_year#1950-2023 >greenhouse[growing in,kept in]
greenhouse/glasshouse: name<place> temperature area climate{humid,dry,cool}
gardener/botanist: person experience
watering/care task: >plant[of,for] >gardener[by,done by] date:done_on liters#1-30.1!largest/smallest
= farm
farm/estate: name<title> region_name~state area founded >farmer:owner[owned by,run by]
farmer/grower: person age phone
field/plot: name<code> crop{wheat,corn,potato,rye,soy,barley} area:hectares#1-90.1!largest/smallest >farm[on,of,belonging to]
harvest/yield: >field[from,of] year tons#1-400.1!largest/smallest
tractor/machine: model_name<code> horsepower#40-500!most_powerful/least_powerful built >farm[owned by,on]
= winery
wine/bottle: name<title> grape{Merlot,Riesling,Syrah,Malbec,Chardonnay} vintage#1985-2022!youngest/oldest price score >winery[from,made by,produced by]
winery/vineyard: name<place> region_name~state country founded
taster/sommelier: person nationality experience
tasting/tasting note: >wine[of] >taster[by,written by] points#60-100!best/worst date:tasted_on
= beekeeping
hive/beehive: name<code> material{wood,straw,plastic} bees#2000-60000!most_populous/least_populous >beekeeper[kept by,of] >meadow[on,placed on]
beekeeper/keeper: person age experience
meadow/site: name<place> flower{clover,heather,lavender,linden} area
honey harvest/harvest: >hive[from,of] year kilos#1-45.1!largest/smallest
= fishing port
boat/vessel: name<adj:Mermaid,Gull,Trident,Anchor> length built crew_size#2-30!largest/smallest >harbor[based in,registered at]
harbor/port: name<place> country depth
captain/skipper: person experience nationality >boat[of,commanding]
catch/haul: >boat[of,made by] species{cod,tuna,herring,salmon,squid} weight:weight_kg#20-9000!heaviest/lightest date:landed_on
= shipping
ship/vessel: name<title> kind{tanker,ferry,container,cruise} tonnage#500-220000!largest,heaviest/smallest built flag~country
seaport/port: name<place> country depth berths#2-60
voyage/sailing: >ship[of,by] >seaport:departure port[from,leaving from] >seaport:arrival port[to,arriving at] date:departed_on distance:nautical_miles
sailor/crew member: person rank_title{captain,mate,cook,engineer} nationality >ship[on,aboard,serving on]
= weather service
weather station/station: name<place> country elevation opened
measurement/reading: >weather station:station[at,from] date:measured_on temperature humidity#10-100!most_humid/driest wind_speed#0-140!windiest/calmest
storm/tempest: name<adj:Anna,Boris,Clio,Dario,Elsa> kind{hurricane,blizzard,tornado,typhoon} speed:max_wind damage_millions#1-9000!costliest,most_destructive/least_costly year
impact/storm report: >storm[of] >weather station:station[recorded at] rain_mm#1-400!wettest/driest
= astronomy
star/sun: name<code> constellation{Orion,Lyra,Draco,Cygnus,Leo} distance:light_years#4-9000!farthest/nearest,closest magnitude#-1-9.2
planet/world: name<code> mass:earth_masses#1-900.1!heaviest/lightest orbit_days#1-9000!slowest/fastest discovery_year#1780-2023!most_recently_discovered/earliest_discovered >star[orbiting,of,around]
observatory/telescope site: name<place> country elevation
observation/sighting: >planet[of] >observatory[made at,from] date:observed_on quality{poor,fair,good,excellent}
= space agency
agency/space agency: name<company> country founded budget
rocket/launcher: name<adj:Titan,Comet,Arrow,Phoenix> height:height_m#15-120!tallest/shortest payload_kg#200-60000!most_powerful/least_powerful >agency[of,built by,operated by]
launch/mission: >rocket[of,with] date:launched_on outcome{success,failure,partial} cost_millions#20-900!most_expensive/cheapest
astronaut/crew member: person nationality birth_year days_in_space#0-800!most_experienced/least_experienced >agency[working for,of]
= research lab
scientist/researcher: person field_name{physics,genetics,optics,robotics} h_index#1-120!most_cited/least_cited >institute[at,working at,of]
institute/lab: name<place> country founded
paper/publication: title<title> publication_year citations#0-9000!most_cited/least_cited pages >journal[published in,in]
journal/periodical: name<adj:Letters,Review,Annals,Reports> publisher~company impact_factor#1-60.1!most_influential/least_influential
authorship/author line: >scientist[of,by] >paper[of,on] author_position#1-9
= government
minister/secretary: person party{Green,Liberal,Labor,Conservative,Center} age took_office~date >ministry[of,leading,heading]
ministry/government department: name<adj:Defense,Health,Justice,Finance,Transport,Culture> budget:budget_millions employees
law/bill: title<title> passed_year#1980-2024!newest/oldest votes_for#100-400 status{passed,rejected,pending} >ministry[proposed by,from]
public agency/agency: name<adj:Office,Bureau,Authority> city founded >ministry[under,belonging to]
= election
candidate/contender: person age party{Unity,Progress,Heritage,Reform}
constituency/electoral district: name<place> region_name~state voters#4000-400000!largest/smallest
vote count/result: >candidate[of,for] >constituency[in] votes#50-90000!highest/lowest year:election_year
poll/survey: >candidate[on,of] support_rate#1-70.1!best/worst date:polled_on sample_size#300-5000!largest/smallest
= police
officer/policeman: person rank_title{constable,sergeant,inspector} badge<code> hire_date >precinct[at,working at,of]
precinct/police station: name<place> city employees:officer_count
incident/crime: kind{burglary,fraud,theft,assault,vandalism} date:reported_on severity#1-5 >precinct[in,reported at] >officer:investigator[investigated by,handled by]
suspect/accused person: person age height
accusation/charge: >suspect[of,against] >incident[in,for] date:charged_on verdict{guilty,not guilty,pending}
= fire department
fire station/firehouse: name<place> district{harbor,old town,hills,airport} trucks#1-9!largest/smallest
firefighter/fireman: person age rank_title{probationer,lieutenant,captain} >fire station:station[at,stationed at,of]
alarm/emergency call: cause{kitchen,electrical,arson,lightning} date:called_on response_minutes#2-30!slowest/fastest damage#0-400000!costliest/least_costly >fire station:station[answered by,handled by]
= city transport
bus line/line: name<code> length stops#5-60!longest/shortest >bus company:operator[run by,operated by]
bus company/operator: name<company> founded employees
bus driver/driver: person experience salary >bus line:line[driving on,assigned to]
bus/vehicle: plate<code> capacity built >bus line:line[serving,on]
= national parks
park/reserve: name<place> country area founded
ranger/warden: person experience salary >park[working in,of,assigned to]
trail/path: name<title> length difficulty{easy,moderate,hard} >park[in,through]
sighting/animal sighting: >park[in] species{bear,wolf,eagle,moose,lynx} date:seen_on count_seen#1-30!largest/smallest
= geography
nation/country: name<country> continent{Africa,Asia,Europe,America,Oceania} population area gdp_billions#2-9000!richest/poorest
town/city: name<city> population is_capital{yes,no} >nation[in,of]
river/waterway: name<place> length:length_km#40-6400!longest/shortest depth >nation[flowing through,in]
lake/body of water: name<place> area:surface_km#1-9000.1!largest,biggest/smallest depth >nation[in,of]
spoken language/language use: >nation[in,of] language speakers_percent#1-98.1!most_spoken/least_spoken
= bridges and architecture
architect/designer: person nationality birth_year
building/structure: name<title> city height:height_m#20-800!tallest/shortest floors#2-160 built >architect[designed by,by]
bridge/crossing: name<place> length:length_m#20-9000!longest/shortest width kind{arch,suspension,beam} >architect[designed by,by]
renovation/restoration: >building[of] year cost#10000-9000000!most_expensive/cheapest contractor~company
= energy
power plant/power station: name<place> kind{solar,wind,hydro,nuclear,gas} output_mw#5-4000!most_powerful/least_powerful opened >utility[owned by,operated by,of]
utility/energy company: name<company> country customers#1000-9000000!largest/smallest
outage/blackout: >power plant:plant[at,of] date:started_on hours#1-90.1!longest/shortest cause{storm,fire,overload,maintenance}
household meter/meter: street usage_kwh#500-9000!highest/lowest >utility[supplied by,of]
= apartment building
apartment/flat: unit_number<code> floor#0-20!highest/lowest rooms#1-6!largest/smallest rent#300-3900!most_expensive/cheapest >building[in,of]
building/house: name<title> street city built
tenant/renter: person phone birth_year >apartment[living in,renting]
repair request/maintenance request: >apartment[for,from] issue{heating,plumbing,electric,window} date:requested_on status{open,done,rejected}
= wedding planner
couple/pair: partner_one<name> partner_two<name> city
wedding/ceremony: >couple[of] >location:venue[at,held at] date guests#10-300!largest/smallest budget:total_budget
location/venue: name<title> city capacity rental_price#200-9000!most_expensive/cheapest
florist/flower shop: name<company> phone rating
flower order/bouquet order: >florist[from,by] >wedding[for] price:order_price flower{rose,tulip,lily,peony}
= online games
gamer/player: username<code> country level#1-99!most_advanced/least_advanced join_date
video game/game: title<title> genre{strategy,puzzle,shooter,racing,adventure} release_year price >studio[developed by,made by,from]
studio/developer: name<company> country employees
play session/session: >gamer:player[of,by] >video game:game[of] duration:minutes_played timestamp:played_at score
= social network
user account/user,profile: username<code> country join_date followers#0-90000!most_followed,most_popular/least_followed
post/message: title<title> timestamp:posted_at likes#0-9000!most_liked/least_liked >user account:author[by,written by]
comment/reply: >post[on,under] >user account:author[by,written by] body~description timestamp:written_at
follow/friendship: >user account:follower[made by,from] >user account:followed user[of,to] start_date:since
= dance school
dancer/dance student: person age gender
dance class/course: style{salsa,tango,ballet,hip hop,waltz} level{beginner,intermediate,advanced} fee:monthly_fee >dance teacher:teacher[taught by,given by]
dance teacher/instructor: person nationality experience
attendance record/participation: >dancer[of,by] >dance class:class[in] date:attended_on
= charity
donor/giver: person email country
charity/organization: name<title> cause{water,education,animals,health} founded
donation/gift: >donor[from,by,made by] >charity[to] amount date:given_on
volunteer/helper: person age hours_given#1-600!most_active/least_active >charity[helping,working for]
= language school
tutor/teacher: person language hourly_rate#10-90!most_expensive/cheapest rating
learner/student: person country age level{A1,A2,B1,B2,C1}
lesson/session: >tutor[with,given by] >learner[of,taken by] date duration topic_name{grammar,speaking,reading,writing}
= school bus and sports day
school/academy: name<adj:Elementary,High School,Academy,Institute> city founded pupils#80-2400!largest/smallest
sports team/team: name<team> sport{basketball,volleyball,hockey,rugby,handball} wins losses >school[of,from,representing]
athlete/player: person age height >sports team:team[on,playing on,in]
trophy/cup: name<adj:Cup,Shield,Medal> year >sports team:team[won by,of]
`.trim();
