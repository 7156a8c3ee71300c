"""What an archive of open data says of itself, in French and in English."""

from __future__ import annotations

from .fields import RecordType

README = {
    "LISEZMOI.md": """\
# Catalogue des fondations numériques communes : données ouvertes

État du {day} : {component} composantes, {organization} organismes publics, {capability} capacités
d’affaires.

| fichier | contenu |
| --- | --- |
| `components.jsonl`, `components.csv` | les composantes |
| `organizations.jsonl`, `organizations.csv` | les organismes publics |
| `capabilities.jsonl`, `capabilities.csv` | la liste des capacités d’affaires |
| `catalog.jsonld` | le catalogue selon DCAT-AP 3 (JSON-LD) |
| `catalog-info.yaml` | les composantes comme entités de Backstage |
| `datapackage.json` | la description de ces fichiers (Data Package) |

Chaque ligne d’un fichier `.jsonl` est un objet JSON complet ; les fichiers `.csv` disent la même
chose, les listes séparées par `;`. Tout est en UTF-8, et le catalogue peut reprendre chaque
fichier `.jsonl` ou `.csv` tel quel.

Ne figurent pas ici : les projets proposés, ni les noms et coordonnées de personnes. La
page de chaque composante dit à qui s’adresser.
""",
    "README.md": """\
# The catalogue of shared digital foundations: open data

As of {day}: {component} components, {organization} public bodies, {capability} business
capabilities.

| file | holds |
| --- | --- |
| `components.jsonl`, `components.csv` | the components |
| `organizations.jsonl`, `organizations.csv` | the public bodies |
| `capabilities.jsonl`, `capabilities.csv` | the list of business capabilities |
| `catalog.jsonld` | the catalogue by DCAT-AP 3 (JSON-LD) |
| `catalog-info.yaml` | the components as entities of Backstage |
| `datapackage.json` | the description of these files (Data Package) |

Each line of a `.jsonl` file is a whole JSON object; the `.csv` files say the same, with `;`
between the items of lists. All is UTF-8, and the catalogue can read each `.jsonl` or `.csv` file
back as it is.

Not here: proposed projects, and the names and addresses of people. Each component's page says
whom to ask.
""",
}

RESOURCES: dict[RecordType, tuple[str, str]] = {
    "component": ("Composantes communes", "Shared components"),
    "organization": ("Organismes publics", "Public bodies"),
    "capability": ("Capacités d’affaires", "Business capabilities"),
}
