/** Domains of trade, services and offices; see `parse-domain.ts` for the notation. */
export const businessDomains = `
= online shop
product/item,article: name<adj:Lamp,Chair,Desk,Kettle,Backpack,Headphones,Jacket,Blender,Mug,Clock> category{home,garden,sports,fashion,electronics,toys} price stock rating >vendor[sold by,supplied by,from]
vendor/supplier,seller: name<company> country founded
shopper/customer,buyer: person email city join_date
purchase/order: >shopper:customer[placed by,made by,of] date:order_date amount:total status{pending,shipped,delivered,cancelled}
purchase line/order item: >purchase[in,of] >product[of,for] quantity discount
review/product review: >product[of,about] >shopper[written by,by] stars#1-5 date:posted_on
= grocery chain
store/shop,outlet: name<place> city area:floor_area opened manager_name<name>
cashier/clerk: person hire_date hourly_wage#9-32.2!best_paid/worst_paid >store[working at,employed at,in]
grocery/product: name<adj:Apples,Bread,Milk,Rice,Coffee,Tea,Yogurt,Pasta,Juice> department{produce,bakery,dairy,frozen,drinks} price weight:net_weight
sale/transaction: >store[at,in] >grocery[of] quantity date:sold_on
= coffee house
cafe/coffee shop: name<title> city rating opened seats#8-120!largest/smallest
barista/coffee maker: person age hire_date >cafe[working at,at]
drink/beverage: name<adj:Latte,Espresso,Mocha,Chai,Cappuccino,Cocoa> size{small,medium,large} price calories#5-600
order/ticket: >cafe[at,placed at] >drink[of,for] quantity timestamp:ordered_at tip#0-9.2!biggest/smallest
= restaurant guide
restaurant/eatery,place to eat: name<title> cuisine{Korean,Lebanese,Peruvian,Ethiopian,Turkish,Vegan} city price_level{cheap,moderate,expensive} rating
critic/reviewer: person nationality experience
review/write-up: >restaurant[of,about] >critic[by,written by] score date:visited_on
reservation/table booking: >restaurant[at] guest_name<name> party_size#1-14!largest/smallest date:reserved_for
= hotel
hotel/inn: name<title> city stars#1-5 built
room/guest room: room_number<code> kind{single,double,suite,family} price:nightly_rate >hotel[in,of,at]
guest/visitor: person country email
stay/booking: >room[in,of] >guest[by,of] start_date:check_in end_date:check_out amount:total_paid
employee/staff member: person position{receptionist,cleaner,porter,manager} salary >hotel[working at,employed by,of]
= travel agency
tour/trip: name<adj:Safari,Cruise,Trek,Getaway,Pilgrimage> destination~country price days#2-30!longest/shortest >guide[led by,guided by]
guide/tour guide: person language experience
traveler/tourist: person nationality age
tour booking/reservation: >tour[for,of] >traveler[by,made by] date:booked_on people#1-8
= airline
airline/carrier: name<adj:Airways,Air,Jet,Wings> country founded fleet_size#4-600!largest/smallest
airport/airfield: name<place> city country elevation
flight/connection: flight_number<code> >airline[operated by,of] >airport:origin[departing from,leaving from] >airport:destination[arriving at,going to,landing at] distance price
passenger/flyer: person nationality birth_date
seat booking/ticket: >flight[on,for] >passenger[of,held by] seat_class{economy,business,first} price:fare
= railway
station/train station: name<place> city opened platforms#1-24!biggest/smallest
train/service: name<adj:Express,Arrow,Regional,Liner> kind{express,local,freight} speed capacity
stop/halt: >train[of,by] >station[at] arrival_minute#0-1400 platform#1-12
conductor/train guard: person hire_date salary >train[working on,assigned to]
= car dealership
car/vehicle,automobile: model_name<code> make{Volvo,Toyota,Fiat,Skoda,Mazda,Renault} year:model_year price mileage#0-240000!most_driven/least_driven color
salesperson/sales agent: person hire_date commission#1-15.1!highest_commission/lowest_commission
buyer/customer: person city phone
car sale/deal: >car[of] >salesperson[made by,closed by] >buyer[to] date:sale_date price:sale_price
= car rental
rental car/car: plate<code> class_name{compact,suv,van,luxury} daily_rate#19-240.2!most_expensive/cheapest mileage#500-190000 >depot[parked at,belonging to]
depot/office: name<place> city phone
driver/renter: person age license_year#1975-2023
rental/hire: >rental car:car[of] >driver[by] start_date:pickup_date days#1-30!longest/shortest amount:total_cost
= bicycle sharing
dock/station: name<place> district{north,south,east,west,center} capacity:slots
bike/bicycle: model{city,cargo,electric,folding} built:year_made >dock[parked at,at]
subscriber/user: person birth_year gender plan{monthly,yearly,daily}
bike trip/ride: >bike[with,on] >subscriber[by,made by] >dock:start dock[starting at,from] >dock:end dock[ending at,to] duration timestamp:started_at
= bank
branch/bank branch: name<place> city founded:opening_year
client/customer: person birth_date city
account/bank account: account_number<code> kind{savings,checking,business} balance#-2000-90000.2!richest/poorest >client:owner[owned by,of,belonging to] >branch[held at,opened at]
transfer/payment: >account:source account[from] >account:target account[to] amount date:made_on
loan/credit: >client[taken by,of] amount:principal interest_rate#1-14.2!most_expensive/cheapest start_date
= insurance
policy holder/insured person: person age city occupation{teacher,farmer,nurse,driver,engineer}
policy/contract: kind{life,home,car,travel,health} premium#80-4000.2!most_expensive/cheapest start_date >policy holder:holder[held by,of,owned by]
claim/damage claim: >policy[on,under] amount:claimed_amount date:filed_on status{open,paid,rejected}
adjuster/claims agent: person experience region_name~state
assessment/claim check: >claim[of] >adjuster[by,done by] date:assessed_on payout#0-9000.2!largest/smallest
= real estate
property/home,listing: address~street kind{house,flat,studio,villa} bedrooms#1-7!largest/smallest price:asking_price#60000-2400000!most_expensive/cheapest built >district[in,located in]
district/neighborhood: name<place> city population
broker/estate agent: person phone commission_rate#1-6.1
viewing/house visit: >property[of] >broker[led by,with] date:viewed_on visitor_name<name>
property sale/sale: >property[of] >broker[handled by,closed by] price:final_price#50000-2500000!highest_priced/lowest_priced date:sold_on
= law firm
lawyer/attorney: person specialty{tax,family,criminal,patent} experience hourly_fee#60-700!most_expensive/cheapest
client/customer: name<company> industry{steel,textile,retail,media} city
legal case/lawsuit: title<title> opened_on~date outcome{won,lost,settled,open} >client[of,for] >lawyer:lead lawyer[led by,handled by]
hearing/court hearing: >legal case:case[in,of] date:heard_on courtroom<code> duration
= advertising
campaign/ad campaign: name<title> budget start_date end_date >brand[for,of]
brand/label: name<company> country category{food,cars,beauty,sports}
ad/advertisement: headline<title> channel{tv,radio,web,print} clicks#0-90000!most_clicked/least_clicked cost#50-40000.2!most_expensive/cheapest >campaign[of,in,part of]
designer/art director: person experience salary
design job/assignment: >ad[for,on] >designer[by,done by] hours#2-90!longest/shortest
= software projects
developer/programmer,engineer: person email hire_date salary >dev team:team[in,on,of]
dev team/squad: name<adj:Squad,Crew,Guild> budget city:office_city
repository/code base: name<adj:Engine,Portal,Parser,Gateway,Tracker> language_used{Rust,Go,Python,Kotlin,Swift} stars#0-50000!most_popular,most_starred/least_popular
bug/issue,ticket: title<title> priority{low,medium,high,critical} status{open,closed,in review} opened_on~date >repository[in,of] >developer:assignee[assigned to,handled by]
commit/change: >developer:author[by,written by] >repository[to,in] lines_changed#1-4000!largest/smallest timestamp:committed_at
= phone company
subscriber/phone customer: person city birth_year phone
plan/tariff: name<adj:Plan,Bundle,Flat> monthly_price#5-90.2!most_expensive/cheapest data_gb#1-100!largest/smallest
contract/subscription: >subscriber[of,held by,signed by] >plan[for,on] start_date is_active
call/phone call: >subscriber:caller[made by,from] >subscriber:receiver[received by,to] duration:minutes timestamp:called_at cost#0-12.2!most_expensive/cheapest
= company staff
employee/worker,staff member: person hire_date salary job_title{analyst,clerk,designer,engineer,manager} >department[in,working in,of]
department/unit,division: name<adj:Sales,Research,Finance,Support,Legal,Design> budget city:location
project/assignment: name<title> start_date budget:cost >department[owned by,run by]
work log/assignment: >employee[of,by] >project[on,for] hours:hours_spent#1-160!longest/shortest role{lead,member,advisor}
= recruiting
company/employer,firm: name<company> industry{software,mining,health,retail} employees city:headquarters
vacancy/job opening,job: title<adj:Engineer,Accountant,Designer,Nurse,Driver,Analyst> salary:offered_salary date:posted_on >company[at,posted by,offered by]
candidate/applicant: person age experience degree{bachelor,master,doctorate,none}
application/job application: >vacancy[for,to] >candidate[from,by,sent by] date:applied_on stage{received,interview,offer,rejected}
= warehouse
warehouse/depot: name<place> city capacity area
part/component: name<adj:Valve,Bolt,Gear,Spring,Pump,Belt> material{steel,plastic,copper,rubber} weight price:unit_cost
stock record/inventory line: >warehouse[in,at] >part[of] quantity:units
shipment/delivery: >warehouse:origin[sent from,leaving] >warehouse:destination[sent to,going to] date:shipped_on weight:load_weight#50-9000!heaviest/lightest
= factory
machine/device: name<adj:Press,Lathe,Robot,Cutter,Oven> maker~company purchase_year#1990-2023!newest/oldest power_kw#1-400!most_powerful/least_powerful >plant[in,installed in]
plant/factory: name<place> country opened employees
technician/mechanic: person experience specialty{welding,electrics,hydraulics,software}
repair/maintenance job: >machine[of,on] >technician[by,done by] date:done_on cost#20-9000.2!most_expensive/cheapest
= fashion house
garment/piece: name<adj:Dress,Coat,Shirt,Skirt,Scarf> size{XS,S,M,L,XL} color price >stylist:designer[designed by,by] >collection[in,from,part of]
stylist/fashion designer: person nationality birth_year
collection/line: name<title> season{spring,summer,autumn,winter} year
boutique/shop: name<title> city floor_space#30-900!largest/smallest
garment sale/sale: >garment[of] >boutique[at,in] quantity date:sold_on
= auction house
lot/auction item: title<title> kind{painting,vase,watch,coin,carpet} estimate#100-400000!most_valuable/least_valuable >auction[in,offered in,sold at] >seller:consignor[from,offered by]
auction/sale event: name<adj:Evening Sale,Spring Sale,Estate Sale,Online Sale> city date:held_on
seller/consignor: person country
bid/offer: >lot[on,for] bidder_name<name> amount:bid_amount timestamp:placed_at
= newspaper
article/story,piece: title<title> section{politics,sports,culture,science,economy} words#150-4000!longest/shortest published_on~date >journalist[written by,by]
journalist/reporter: person hire_date salary
newspaper/daily: name<adj:Times,Herald,Post,Tribune> city founded circulation#2000-900000!most_read/least_read
employment/contract: >journalist[of] >newspaper[at,with] start_date is_active
photo/press photo: caption<title> >article[in,of] photographer_name<name> width:width_px#600-5000!widest/narrowest
= podcast
podcast/show: title<title> topic{history,tech,health,crime,comedy} language subscribers#50-900000!most_popular,most_followed/least_popular
host/presenter: person country age
episode/installment: title<title> duration published_on~date downloads#20-90000!most_downloaded/least_downloaded >podcast[of,from]
hosting/host role: >host[by,of] >podcast[of,for] start_date
= delivery service
courier/rider: person vehicle{bike,scooter,car,van} rating hire_date
parcel/package: tracking_code<code> weight status{in transit,delivered,lost,returned} >courier[carried by,delivered by] >recipient[for,sent to]
recipient/addressee: person street city
= crowdfunding
project/campaign: title<title> goal_amount#500-200000!most_ambitious/least_ambitious category{games,film,design,food} start_date >creator[started by,created by]
creator/founder: person country
backer/supporter: person email city
pledge/contribution: >backer[by,from] >project[to,for] amount:pledged date:pledged_on
= event tickets
venue/hall: name<place> city capacity
event/show: title<title> kind{concert,lecture,opera,comedy} date >venue[at,held in] >organizer[organized by,run by]
organizer/promoter: name<company> phone founded
ticket/admission: >event[for,to] holder_name<name> price:ticket_price seat<code>
`.trim();
