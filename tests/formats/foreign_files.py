"""Invented files in the formats of others."""

from __future__ import annotations

LONG = (
    "Residents choose a day and a time for their visit, and change or cancel it themselves. "
    "Offices open and close periods, see who is coming, and send a reminder the day before."
)

PUBLICCODE = f"""\
publiccodeYmlVersion: "0.4"
name: Rendezvo
url: https://code.lac.example/rendezvo
landingURL: https://rendezvo.example/
releaseDate: 2024-02-30x
platforms: web
categories: [appointment-scheduling, no-such-category]
usedBy:
  - Ville de Lac-Perdu
developmentStatus: beta
softwareType: standalone/web
description:
  fr-CA:
    localisedName: Rendez-vous Lac
    shortDescription: Prise de rendez-vous au comptoir.
    longDescription: >
      {LONG}
    features: [Rappels, Annulation]
    documentation: https://docs.rendezvo.example/
  en:
    shortDescription: Appointments at the counter.
  nl:
    shortDescription: Afspraken maken.
legal:
  license: EUPL-1.2
  mainCopyrightOwner: Ville de Lac-Perdu
maintenance:
  type: internal
  contacts:
    - name: Équipe Rendezvo
      email: equipe@lac.example
      affiliation: Services numériques
localisation:
  localisationReady: yes
  availableLanguages: [fr, en]
isBasedOn: https://code.example/agenda
"""

BACKSTAGE = """\
# several documents
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: counters, title: Office of Counters}
spec: {type: organization, children: []}
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: visits
  description: All that has to do with visits to our offices.
spec: {owner: counters}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: Booking
  title: Online booking
  description: Books a visit.
  tags: [visits, agenda]
  labels: {license: MIT}
  annotations:
    github.com/project-slug: counters/booking
  links:
    - {url: https://booking.example/, title: Site}
    - {url: https://docs.booking.example/, type: documentation}
spec:
  type: service
  lifecycle: production
  owner: group:default/counters
  system: visits
  providesApis: [booking-api]
  dependsOn: ['resource:slots', 'component:other/elsewhere']
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: booking-api, description: The interface of booking.}
spec:
  type: openapi
  lifecycle: somewhere
  owner: user:ana
  definition: {$text: https://booking.example/openapi.yaml}
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: slots, description: Les plages horaires de tous les bureaux.}
spec: {type: database, owner: counters}
---
apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: {name: new-office}
spec: {type: service}
"""

CODE_JSON = """\
{"version": "2.0.0", "agency": "COUNTERS", "measurementType": {"method": "projects"},
 "releases": [
  {"name": "booking", "description": "Books a visit to an office.",
   "repositoryURL": "git://code.example/booking.git", "homepageURL": "", "status": "Production",
   "permissions": {"licenses": [{"URL": "https://code.example/LICENSE", "name": null},
                                {"URL": null, "name": "MIT"}], "usageType": "openSource"},
   "tags": ["visits", null, "visits"], "contact": {"email": "team@counters.example"},
   "laborHours": 12, "date": {}},
  {"name": "silent", "description": " ", "permissions": {"licenses": null}}
 ]}
"""

FLAT_CODE_JSON = """\
{"name": "booking", "description": "Books a visit.", "longDescription": "",
 "organization": "Office of Counters", "repositoryURL": "https://code.example/booking",
 "permissions": {"license": [{"name": "Apache-2.0", "URL": ""}], "usageType": ["openSource"]},
 "status": "Beta", "contact": {"name": "Team", "email": "not an address"}}
"""

ORE_CODE = """\
schemaVersion: '1.0'
adminCode: on
releases:
  - name: {en: Visits, fr: Visites}
    description:
      whatItDoes: {en: Books a visit., fr: Réserve une visite.}
      howItWorks: {fr: Par un calendrier partagé.}
    category: '43232200'
    tags: {en: [agenda], fr: [agenda, visite]}
    licences: [{URL: {en: x, fr: x}, spdxID: MIT}]
    repositoryURL: {en: 'https://code.example/visits', fr: 'https://code.example/visites'}
    contact: {email: noreply@on.example}
    date: {created: '2020-01-01'}
    status: Maintained
"""

ORE_SOFTWARE = """\
schemaVersion: '1.0'
name: {en: Agenda, fr: Agenda}
description:
  whatItDoes: {en: A calendar., fr: Un calendrier.}
homepageURL: {en: 'https://agenda.example/', fr: 'https://agenda.example/fr'}
licences: [{spdxID: GPL-3.0-only}]
tags: {en: [], fr: []}
administrations:
  - adminCode: on
    uses:
      - contact: {email: ana@on.example, name: Ana}
        date: {started: '2019-05-01'}
  - adminCode: lac
    uses:
      - contact: {email: noreply@lac.example}
        date: {started: '1900-01-01'}
"""

ORE_STANDARD = """\
schemaVersion: '1.0'
name: {en: Names of days, fr: Noms des jours}
description:
  whatItDoes: {en: How days are written., fr: Comment écrire les jours.}
specURL: {en: 'https://days.example/en', fr: 'https://days.example/fr'}
standardAcronym: DAYS
administrations:
  - {adminCode: lac, status: mandatory, references: []}
"""

ORE_PARTNERSHIP = """\
schemaVersion: '1.0'
adminCode: lac
projects:
  - name: {en: Shared visits, fr: Visites communes}
    description:
      whatItDoes: {en: One calendar for all., fr: Un seul calendrier pour tous.}
    tags: {en: [], fr: []}
    contact: {email: ana@lac.example, name: Ana}
    date: {started: '2021-04-01', closed: '2022-03-31'}
  - name: {en: Only here}
    description: {en: A second one.}
    date: {started: '2021-04-01'}
"""

ORE_BODIES = """\
- code: lac
  name: {en: Town of Lac-Perdu, fr: Ville de Lac-Perdu}
  provinceCode: qc
- {code: on, name: {en: Ontario, fr: Ontario}}
"""

UK_APIS = """\
dateAdded,dateUpdated,url,name,description,documentation,license,maintainer,areaServed,startDate,\
endDate,provider
2020-01-08,2020-08-24,https://api.visits.example/,Visits,\
"Books a visit.\\n\\nIt can:\\n\\n- remind",\
https://docs.visits.example,,Counters - <api@visits.example>,,,2021-01-01,office-of-counters
2020-01-08,2020-08-24,not an address,Days,The days on which offices are closed.,,OGL,,,,,lac
"""

FILES = {
    "publiccode": PUBLICCODE,
    "backstage": BACKSTAGE,
    "codejson": CODE_JSON,
    "ore": ORE_CODE,
    "uk_apis": UK_APIS,
}
"""One file a format."""
