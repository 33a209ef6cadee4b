/** An invented port authority: its units as paths, each with the work people do there. */
const tree: Readonly<Record<string, readonly string[]>> = {
  'Harbour Master': ['Harbour Master', 'Deputy Harbour Master', 'Secretary'],
  'Harbour Master / Pilotage': ['Pilot', 'Senior Pilot', 'Pilot Dispatcher'],
  'Harbour Master / Traffic Centre': ['Traffic Officer', 'Shift Leader'],
  'Harbour Master / Traffic Centre / Night Watch': ['Night Watch Officer'],
  Terminals: ['Terminal Director', 'Planner'],
  'Terminals / Container': ['Crane Operator', 'Yard Planner', 'Foreman'],
  'Terminals / Container / Reefer': ['Reefer Technician'],
  'Terminals / Bulk': ['Loader Operator', 'Foreman'],
  'Terminals / Ferries': ['Boarding Agent', 'Gate Agent', 'Duty Manager'],
  'Terminals / Ferries / Ticketing': ['Ticket Clerk'],
  Engineering: ['Chief Engineer', 'Project Engineer'],
  'Engineering / Dredging': ['Dredge Master', 'Surveyor'],
  'Engineering / Electrical': ['Electrician', 'Shore Power Technician'],
  'Engineering / Workshops': ['Welder', 'Mechanic', 'Apprentice'],
  'Security and Safety': ['Security Manager', 'Safety Adviser'],
  'Security and Safety / Gatehouse': ['Guard', 'Guard Commander'],
  'Security and Safety / Fire Brigade': ['Firefighter', 'Watch Commander'],
  'Information Technology': ['Solution Architect', 'Developer'],
  'Information Technology / Service Desk': ['Service Agent', 'Trainee'],
  'Information Technology / Networks': ['Network Engineer'],
  'Finance / Accounting': ['Accountant', 'Controller'],
  'Finance / Port Dues': ['Dues Clerk'],
  People: ['People Partner', 'Recruiter'],
  'People / Training School': ['Instructor', 'Simulator Operator', 'Apprentice'],
  'Legal and Concessions': ['Counsel', 'Concession Manager'],
  'Office of the Board': ['Board Secretary', 'Assistant'],
}

export const units = Object.keys(tree)

/** What somebody in that unit may be by profession. */
export function titlesIn(unit: string): readonly string[] {
  return tree[unit] ?? ['Clerk']
}

/** Where the bureau sends what it makes. */
export const deliveryAddresses = [
  'Card Desk\nHarbour House\n1 Quay Street\n0150 Norwick',
  'Reception\nFerry Terminal\n22 Pier Road\n0152 Norwick',
  'Gatehouse East\n7 Container Way\n0158 Norwick',
  'Training School\n40 Mast Lane\n0161 Norwick',
  'Engineering Yard\nDock 3\n0155 Norwick',
] as const

/** How the organisation numbers and addresses the person with that number; `mailbox` is their name in ASCII. */
export function employment(number: number, mailbox: string) {
  const employeeNumber = String(200_000 + number)
  return {
    employeeNumber,
    email: `${mailbox}@norwick.example.org`,
    upn: `e${employeeNumber}@norwick.example`,
  }
}
