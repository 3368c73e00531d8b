import { charityGifts } from './databases/charity-gifts.js';
import { clinicFrontDesk } from './databases/clinic-front-desk.js';
import { gardenShop } from './databases/garden-shop.js';
import { gridMeters } from './databases/grid-meters.js';
import { harbourCustoms } from './databases/harbour-customs.js';
import { hospitalRota } from './databases/hospital-rota.js';
import { incidentLog } from './databases/incident-log.js';
import { lettingAgency } from './databases/letting-agency.js';
import { musicStreaming } from './databases/music-streaming.js';
import { parcelDepot } from './databases/parcel-depot.js';
import { personnel } from './databases/personnel.js';
import { seatBilling } from './databases/seat-billing.js';
import { supportDesk } from './databases/support-desk.js';
import type { DatabasePlan } from './table-plan.js';

/** Every database of the benchmark, rows and all; the same on each call. */
export function databases(): readonly DatabasePlan[] {
  return [
    charityGifts(),
    clinicFrontDesk(),
    gardenShop(),
    gridMeters(),
    harbourCustoms(),
    hospitalRota(),
    incidentLog(),
    lettingAgency(),
    musicStreaming(),
    parcelDepot(),
    personnel(),
    seatBilling(),
    supportDesk(),
  ];
}
